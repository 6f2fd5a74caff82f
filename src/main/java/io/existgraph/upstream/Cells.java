package io.existgraph.upstream;

import io.existgraph.cache.Entry;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The values of single days, out of whatever may cover them.
record Cells(Facts.Source source) {

  /// As it was fetched last, however old.
  DayBook.@Nullable Cell latest(UserRef user, AttributeName attribute, LocalDate day) {
    Entry<Profile> profile = entry(new Topic.ProfileOf(user));
    ZoneId zone = profile == null ? null : profile.value().zone();
    DayBook.Cell best = booked(user, attribute, day, zone);
    for (int page = 1; source.entry(new Topic.RecentOf(user, page)) != null; page++) {
      best = later(best, dated(new Topic.RecentOf(user, page), attribute, day, zone));
    }
    return later(best, dated(new Topic.TodayOf(user), attribute, day, zone));
  }

  private static DayBook.@Nullable Cell later(
      DayBook.@Nullable Cell one, DayBook.@Nullable Cell other) {
    boolean isOne = other == null || (one != null && !other.fetchedAt().isAfter(one.fetchedAt()));
    return isOne ? one : other;
  }

  /// Of a day that had not begun when it was asked for, nothing is known.
  private DayBook.@Nullable Cell booked(
      UserRef user, AttributeName attribute, LocalDate day, @Nullable ZoneId zone) {
    Entry<DayBook> book = entry(new Topic.DaysOf(user, attribute));
    DayBook.Cell cell = book == null ? null : book.value().days().get(day);
    boolean wasToCome =
        cell != null && zone != null && day.isAfter(LocalDate.ofInstant(cell.fetchedAt(), zone));
    return wasToCome ? null : cell;
  }

  /// Without a zone the last days of a list are those that it covers whatever today is.
  private <T extends DatedValues> DayBook.@Nullable Cell dated(
      Topic<T> topic, AttributeName attribute, LocalDate day, @Nullable ZoneId zone) {
    Entry<T> entry = entry(topic);
    if (entry == null || (zone == null && topic instanceof Topic.TodayOf)) {
      return null;
    }
    LocalDate answeredOn =
        zone == null
            ? Span.latestToday(entry.fetchedAt())
            : LocalDate.ofInstant(entry.fetchedAt(), zone);
    return entry.value().cell(attribute, day, answeredOn, entry.fetchedAt());
  }

  @SuppressWarnings("unchecked") // a topic's entry holds what the topic says
  private <T> @Nullable Entry<T> entry(Topic<T> topic) {
    return (Entry<T>) source.entry(topic);
  }
}
