package io.existgraph.upstream;

import io.existgraph.cache.Entry;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known to an operation at a moment: remembered or just answered, and good enough for what
/// it is looked at for.
public final class Facts {
  /// Where entries come from.
  @FunctionalInterface
  public interface Source {
    @Nullable Entry<?> entry(Topic<?> topic);
  }

  /// Which entries are good enough, by kind and age.
  @FunctionalInterface
  public interface Acceptance {
    boolean accepts(Topic<?> topic, Kind kind, Instant fetchedAt);
  }

  private final Source source;
  private final Acceptance acceptance;
  private final Instant now;

  public Facts(Source source, Acceptance acceptance, Instant now) {
    this.source = source;
    this.acceptance = acceptance;
    this.now = now;
  }

  public Instant now() {
    return now;
  }

  public <T> @Nullable T get(Topic<T> topic) {
    Entry<T> entry = entry(topic);
    return entry == null || !acceptance.accepts(topic, topic.kind(), entry.fetchedAt())
        ? null
        : entry.value();
  }

  public boolean accepts(Topic<?> topic, Kind kind, Instant fetchedAt) {
    return acceptance.accepts(topic, kind, fetchedAt);
  }

  /// Whether it is known and was fetched as lately as that kind of answer must be.
  public boolean isKnownAs(Kind kind, Topic<?> topic) {
    Entry<?> entry = source.entry(topic);
    return entry != null && acceptance.accepts(topic, kind, entry.fetchedAt());
  }

  /// The entry itself, however old.
  public @Nullable Entry<?> entryOf(Topic<?> topic) {
    return source.entry(topic);
  }

  @SuppressWarnings("unchecked") // a topic's entry holds what the topic says
  private <T> @Nullable Entry<T> entry(Topic<T> topic) {
    return (Entry<T>) source.entry(topic);
  }

  public @Nullable Profile profile(UserRef user) {
    return get(new Topic.ProfileOf(user));
  }

  public @Nullable LocalDate today(UserRef user) {
    Profile profile = profile(user);
    return profile == null ? null : profile.dateAt(now);
  }

  /// The user's attributes: from the overview, else from the list with recent values.
  public @Nullable Catalog catalog(UserRef user) {
    Catalog catalog = get(new Topic.CatalogOf(user));
    if (catalog != null) {
      return catalog;
    }
    Topic<DatedValues.Recent> recent = new Topic.RecentOf(user);
    Entry<DatedValues.Recent> listed = entry(recent);
    return listed == null || !acceptance.accepts(recent, Kind.PROFILE, listed.fetchedAt())
        ? null
        : new Catalog(listed.value().attributes());
  }

  /// Whether Exist said that there is no such user, or no such attribute of theirs.
  public boolean isAbsent(UserRef user, @Nullable AttributeName attribute) {
    return Boolean.TRUE.equals(get(new Topic.Absent(user, attribute)));
  }

  /// The value of that day as it was fetched last, out of whatever covers it.
  public DayBook.@Nullable Cell cell(UserRef user, AttributeName attribute, LocalDate day) {
    LocalDate today = today(user);
    Kind kind = Freshness.kindOf(day, today == null ? Span.earliestToday(now) : today);
    DayBook.Cell best = null;
    for (DayBook.Cell cell : cells(user, attribute, day).toList()) {
      if (best == null || cell.fetchedAt().isAfter(best.fetchedAt())) {
        best = cell;
      }
    }
    Topic<?> topic = new Topic.DaysOf(user, attribute);
    return best != null && acceptance.accepts(topic, kind, best.fetchedAt()) ? best : null;
  }

  private Stream<DayBook.Cell> cells(UserRef user, AttributeName attribute, LocalDate day) {
    Entry<Profile> profile = entry(new Topic.ProfileOf(user));
    ZoneId zone = profile == null ? null : profile.value().zone();
    return Stream.of(
            booked(user, attribute, day, zone),
            dated(new Topic.RecentOf(user), attribute, day, zone),
            dated(new Topic.TodayOf(user), attribute, day, zone))
        .mapMulti(
            (cell, next) -> {
              if (cell != null) {
                next.accept(cell);
              }
            });
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

  private <T extends DatedValues> DayBook.@Nullable Cell dated(
      Topic<T> topic, AttributeName attribute, LocalDate day, @Nullable ZoneId zone) {
    Entry<T> entry = entry(topic);
    if (entry == null || zone == null) {
      return null;
    }
    LocalDate answeredOn = LocalDate.ofInstant(entry.fetchedAt(), zone);
    return entry.value().cell(attribute, day, answeredOn, entry.fetchedAt());
  }

  public <R> Rows<R> rows(RowsQuery<R> query) {
    return new Paging<>(this, query).rows();
  }
}
