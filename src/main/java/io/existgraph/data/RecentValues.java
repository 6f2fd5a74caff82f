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
  /// The raw value of that day, null where the response does not cover it. `answeredOn` is the
  /// user's date when it was requested.
  @Nullable DatedValue on(
      AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt);

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
    public @Nullable DatedValue on(
        AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt) {
      if (!day.equals(shownDate == null ? answeredOn : shownDate)) {
        return null;
      }
      Object value = values.get(attribute);
      return value == OverwrittenValue.VALUE ? null : new DatedValue(value, fetchedAt);
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
    public @Nullable DatedValue on(
        AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt) {
      if (day.isAfter(answeredOn) || !day.isAfter(answeredOn.minusDays(days))) {
        return null;
      }
      DailyValues known = values.get(attribute);
      DatedValue value = known == null ? null : known.on(day);
      return value == null ? null : new DatedValue(value.value(), fetchedAt);
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
