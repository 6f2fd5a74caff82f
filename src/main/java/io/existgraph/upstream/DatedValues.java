package io.existgraph.upstream;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of all of a user's attributes for the days up to their today, as one answer tells them.
public sealed interface DatedValues {
  /// The raw value of that day, when the answer covers it.
  DayBook.@Nullable Cell cell(
      AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt);

  /// Of today alone. `shownDate` is the local date that Exist itself told, where its clock agrees
  /// with ours.
  record Today(Map<AttributeName, Object> values, @Nullable LocalDate shownDate)
      implements DatedValues {
    @Override
    public DayBook.@Nullable Cell cell(
        AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt) {
      LocalDate date = shownDate == null ? answeredOn : shownDate;
      return day.equals(date) ? new DayBook.Cell(values.get(attribute), fetchedAt) : null;
    }
  }

  /// Of the last `days` days, with what the attributes are.
  record Recent(
      int days, List<Attribute> attributes, Map<AttributeName, Map<LocalDate, Object>> values)
      implements DatedValues {
    @Override
    public DayBook.@Nullable Cell cell(
        AttributeName attribute, LocalDate day, LocalDate answeredOn, Instant fetchedAt) {
      if (day.isAfter(answeredOn) || !day.isAfter(answeredOn.minusDays(days))) {
        return null;
      }
      Map<LocalDate, Object> known = values.getOrDefault(attribute, Map.of());
      return new DayBook.Cell(known.get(day), fetchedAt);
    }
  }
}
