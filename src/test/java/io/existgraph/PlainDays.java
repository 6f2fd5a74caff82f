package io.existgraph;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An attribute's numbers by day, as the rows of `values { date number }` have them.
record PlainDays(TreeMap<LocalDate, @Nullable Double> numbers) {
  static PlainDays of(JsonNode rows) {
    TreeMap<LocalDate, @Nullable Double> numbers = new TreeMap<>();
    rows.forEach(
        row ->
            numbers.put(
                LocalDate.parse(row.path("date").asString()),
                row.path("number").isNull() ? null : row.path("number").asDouble()));
    return new PlainDays(numbers);
  }

  /// Those of some days that have a number.
  List<Double> on(Predicate<LocalDate> days) {
    return numbers.entrySet().stream()
        .filter(day -> days.test(day.getKey()))
        .map(Map.Entry::getValue)
        .filter(Objects::nonNull)
        .toList();
  }

  /// How many days in a row up to that one have at least so much.
  int streakTo(LocalDate day, double atLeast) {
    int length = 0;
    Double number = numbers.get(day);
    while (number != null && number >= atLeast) {
      number = numbers.get(day.minusDays(++length));
    }
    return length;
  }
}
