package io.existgraph.data;

import io.existgraph.model.AttributeName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of all of a user's attributes for the days up to their today, as one answer tells them.
public sealed interface RecentValues {
  /// The raw value of that day, when the answer covers it.
  DailyValues.@Nullable Cell cell(
      AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt);

  /// Without what is known of that attribute on that day.
  RecentValues without(AttributeName attribute, LocalDate day);

  /// A copy in which a value is not known any more.
  private static <K> Map<K, Object> lost(Map<K, Object> values, K key) {
    Map<K, Object> copy = new HashMap<>(values);
    copy.put(key, Lost.VALUE);
    return copy;
  }

  private static DailyValues.@Nullable Cell cell(@Nullable Object value, Instant fetchedAt) {
    return value == Lost.VALUE ? null : new DailyValues.Cell(value, fetchedAt);
  }

  /// Stands where a value was that has been overwritten since.
  enum Lost {
    VALUE
  }

  /// Of today alone. `shownDate` is the local date that Exist itself told, where its clock agrees
  /// with ours.
  record Today(Map<AttributeName, Object> values, @Nullable LocalDate shownDate)
      implements RecentValues {
    @Override
    public DailyValues.@Nullable Cell cell(
        AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt) {
      LocalDate date = shownDate == null ? answeredOn : shownDate;
      return day.equals(date) ? RecentValues.cell(values.get(attribute), fetchedAt) : null;
    }

    /// Whatever the day: it may be the one this answer was given on.
    @Override
    public Today without(AttributeName attribute, LocalDate day) {
      return new Today(lost(values, attribute), shownDate);
    }
  }

  /// Of the last `days` days, for the attributes that were told.
  record Recent(int days, Map<AttributeName, Map<LocalDate, Object>> values)
      implements RecentValues {
    @Override
    public DailyValues.@Nullable Cell cell(
        AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt) {
      if (day.isAfter(answeredOn) || !day.isAfter(answeredOn.minusDays(days))) {
        return null;
      }
      Map<LocalDate, Object> known = values.get(attribute);
      return known == null ? null : RecentValues.cell(known.get(day), fetchedAt);
    }

    @Override
    public Recent without(AttributeName attribute, LocalDate day) {
      Map<AttributeName, Map<LocalDate, Object>> copy = new HashMap<>(values);
      copy.computeIfPresent(attribute, (_, known) -> lost(known, day));
      return new Recent(days, copy);
    }
  }
}
