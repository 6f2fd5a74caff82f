package io.existgraph.data;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The days of one attribute that are known, each with its raw value and when it was fetched. A day
/// that Exist left out of an answer that covers it is known to be empty.
public record DailyValues(SortedMap<LocalDate, Cell> days) {
  private static final int DAY_WEIGHT = 90;

  /// A day's raw JSON scalar, null where nothing was recorded.
  public record Cell(@Nullable Object value, Instant fetchedAt) {}

  /// What an answer for `from`..`to`, both inclusive, says.
  public static DailyValues of(
      LocalDate from, LocalDate to, Map<LocalDate, Object> values, Instant fetchedAt) {
    SortedMap<LocalDate, Cell> days = new TreeMap<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      days.put(day, new Cell(values.get(day), fetchedAt));
    }
    return new DailyValues(Collections.unmodifiableSortedMap(days));
  }

  /// Bytes, roughly, without the values.
  public int weight() {
    return DAY_WEIGHT * days.size();
  }

  /// Without what is known of that day.
  public DailyValues without(LocalDate day) {
    SortedMap<LocalDate, Cell> days = new TreeMap<>(this.days);
    var _ = days.remove(day);
    return new DailyValues(Collections.unmodifiableSortedMap(days));
  }

  /// Both; of a day that both know, what was fetched later.
  public DailyValues and(DailyValues other) {
    SortedMap<LocalDate, Cell> days = new TreeMap<>(this.days);
    other.days.forEach(
        (day, cell) ->
            days.merge(day, cell, (a, b) -> b.fetchedAt().isBefore(a.fetchedAt()) ? a : b));
    return new DailyValues(Collections.unmodifiableSortedMap(days));
  }
}
