package io.existgraph.view;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DateRange;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The values of single days, out of whatever may cover them.
record ValueLookup(CacheView.Source source) {

  /// As it was fetched last, however old.
  DailyValues.@Nullable Cell latest(UserRef user, AttributeName attribute, LocalDate day) {
    CacheEntry<Profile> profile = entry(new CacheKey.ProfileOf(user));
    ZoneId zone = profile == null ? null : profile.value().zone();
    DailyValues.Cell best = booked(user, attribute, day, zone);
    for (int page = 1; source.entry(new CacheKey.RecentOf(user, page)) != null; page++) {
      best = later(best, dated(new CacheKey.RecentOf(user, page), attribute, day, zone));
    }
    return later(best, dated(new CacheKey.TodayOf(user), attribute, day, zone));
  }

  private static DailyValues.@Nullable Cell later(
      DailyValues.@Nullable Cell one, DailyValues.@Nullable Cell other) {
    boolean isOne = other == null || (one != null && !other.fetchedAt().isAfter(one.fetchedAt()));
    return isOne ? one : other;
  }

  /// Of a day that had not begun when it was asked for, nothing is known.
  private DailyValues.@Nullable Cell booked(
      UserRef user, AttributeName attribute, LocalDate day, @Nullable ZoneId zone) {
    CacheEntry<DailyValues> book = entry(new CacheKey.DaysOf(user, attribute));
    DailyValues.Cell cell = book == null ? null : book.value().days().get(day);
    boolean wasToCome =
        cell != null && zone != null && day.isAfter(LocalDate.ofInstant(cell.fetchedAt(), zone));
    return wasToCome ? null : cell;
  }

  /// Without a zone the last days of a list are those that it covers whatever today is.
  private <T extends RecentValues> DailyValues.@Nullable Cell dated(
      CacheKey<T> topic, AttributeName attribute, LocalDate day, @Nullable ZoneId zone) {
    CacheEntry<T> entry = entry(topic);
    if (entry == null || (zone == null && topic instanceof CacheKey.TodayOf)) {
      return null;
    }
    LocalDate answeredOn =
        zone == null
            ? DateRange.latestToday(entry.fetchedAt())
            : LocalDate.ofInstant(entry.fetchedAt(), zone);
    return entry.value().cell(attribute, day, answeredOn, entry.fetchedAt());
  }

  @SuppressWarnings("unchecked") // a topic's entry holds what the topic says
  private <T> @Nullable CacheEntry<T> entry(CacheKey<T> topic) {
    return (CacheEntry<T>) source.entry(topic);
  }
}
