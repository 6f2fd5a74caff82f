package io.existgraph.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// The medians of an attribute over the thirteen weeks before a Sunday. NaN where there is none.
record Average(
    Attribute attribute, LocalDate date, double overall, Map<DayOfWeek, Double> weekdays) {
  private static final int WEEKS = 13;

  static Average of(Attribute attribute, LocalDate date, Series series) {
    Map<DayOfWeek, Double> weekdays = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek weekday : DayOfWeek.values()) {
      double[] numbers = new double[WEEKS];
      Arrays.setAll(
          numbers, it -> series.at(date.minusWeeks(it + 1).plusDays(weekday.getValue() % 7)));
      weekdays.put(weekday, Numbers.median(numbers));
    }
    double overall = Numbers.median(series.between(date.minusWeeks(WEEKS), date));
    return new Average(attribute, date, overall, weekdays);
  }
}
