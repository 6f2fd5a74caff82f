package io.existgraph.data;

import io.existgraph.model.AttributeName;
import io.existgraph.time.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values of all of a user's attributes on the days up to their today, as one response has
/// them.
public sealed interface RecentValues {
  /// The raw values of one attribute by day.
  @FunctionalInterface
  interface AttributeDays {
    /// Null where the response does not cover the day, which is counted from the epoch.
    @Nullable DatedValue on(long day);
  }

  /// The values of an attribute. `answeredOn` is the user's date when they were requested.
  AttributeDays of(AttributeName attribute, LocalDate answeredOn, Instant fetchedAt);

  /// The values without those days of those attributes.
  RecentValues without(Map<AttributeName, Set<LocalDate>> days);

  /// Estimated size on the heap in bytes.
  int weight();

  /// The values of today alone. `shownDate` is the user's date that Exist itself sent, where its
  /// clock agrees with ours.
  record TodayValues(Map<AttributeName, Object> values, @Nullable LocalDate shownDate)
      implements RecentValues {
    private static final int VALUE_WEIGHT = 80;

    /// Stands where a value was that has been overwritten since.
    public enum OverwrittenValue {
      VALUE
    }

    @Override
    public AttributeDays of(AttributeName attribute, LocalDate answeredOn, Instant fetchedAt) {
      long today = (shownDate == null ? answeredOn : shownDate).toEpochDay();
      Object value = values.get(attribute);
      DatedValue dated = value == OverwrittenValue.VALUE ? null : new DatedValue(value, fetchedAt);
      return day -> day == today ? dated : null;
    }

    /// Whatever the day: it may be the one this response was made on.
    @Override
    public TodayValues without(Map<AttributeName, Set<LocalDate>> days) {
      if (days.isEmpty()) {
        return this;
      }
      Map<AttributeName, Object> left = new HashMap<>(values);
      days.keySet().forEach(name -> left.put(name, OverwrittenValue.VALUE));
      return new TodayValues(left, shownDate);
    }

    @Override
    public int weight() {
      return values.values().stream().mapToInt(TodayValues::weight).sum();
    }

    private static int weight(Object value) {
      return VALUE_WEIGHT + (value instanceof String text ? 2 * text.length() : 0);
    }
  }

  /// The values of the last `days` days, by attribute. An attribute that the response left out has
  /// none.
  record RecentDayValues(int days, Map<AttributeName, DailyValues> values) implements RecentValues {
    private static final int ATTRIBUTE_WEIGHT = 60;

    /// `sentAt` is when the response was requested, wherever the user is.
    public static RecentDayValues of(
        int days, Map<AttributeName, Map<LocalDate, Object>> values, Moment sentAt) {
      LocalDate to = DateRange.latestToday(sentAt.wallTime()).plusDays(1);
      LocalDate from = DateRange.earliestToday(sentAt.wallTime()).minusDays(days + 1L);
      Map<AttributeName, DailyValues> byName = new HashMap<>();
      Instant fetchedAt = sentAt.instant();
      values.forEach((name, known) -> byName.put(name, DailyValues.of(from, to, known, fetchedAt)));
      return new RecentDayValues(days, byName);
    }

    @Override
    public AttributeDays of(AttributeName attribute, LocalDate answeredOn, Instant fetchedAt) {
      long last = answeredOn.toEpochDay();
      DailyValues known = values.get(attribute);
      return day ->
          known == null || day > last || day <= last - days ? null : at(known.on(day), fetchedAt);
    }

    private static @Nullable DatedValue at(@Nullable DatedValue value, Instant fetchedAt) {
      return value == null || value.fetchedAt().equals(fetchedAt)
          ? value
          : new DatedValue(value.value(), fetchedAt);
    }

    /// Whether any attribute has a value on a day after that one. `sentAt` is the wall time at
    /// which it was requested.
    public boolean hasValueAfter(LocalDate day, Instant sentAt) {
      LocalDate latest = DateRange.latestToday(sentAt);
      for (LocalDate next = day.plusDays(1); !next.isAfter(latest); next = next.plusDays(1)) {
        LocalDate later = next;
        if (values.values().stream().anyMatch(known -> known.hasValueOn(later))) {
          return true;
        }
      }
      return false;
    }

    @Override
    public RecentDayValues without(Map<AttributeName, Set<LocalDate>> days) {
      if (days.isEmpty()) {
        return this;
      }
      Map<AttributeName, DailyValues> left = new HashMap<>(values);
      days.forEach((name, some) -> left.computeIfPresent(name, (_, known) -> known.without(some)));
      return new RecentDayValues(this.days, left);
    }

    @Override
    public int weight() {
      return values.values().stream().mapToInt(known -> ATTRIBUTE_WEIGHT + known.weight()).sum();
    }
  }
}
