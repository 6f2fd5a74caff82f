package io.existgraph.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// The medians of an attribute over the thirteen weeks before a Sunday, overall and by weekday. NaN
/// where there is no value.
record SimulatedAverage(
    SimulatedAttribute attribute, LocalDate date, double overall, Map<DayOfWeek, Double> weekdays) {
  private static final int WEEKS = 13;

  static SimulatedAverage of(SimulatedAttribute attribute, LocalDate date, ValueSeries series) {
    Map<DayOfWeek, Double> weekdays = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek weekday : DayOfWeek.values()) {
      double[] numbers = new double[WEEKS];
      Arrays.setAll(
          numbers, week -> series.at(date.minusWeeks(week + 1).plusDays(weekday.getValue() % 7)));
      weekdays.put(weekday, SampleStatistics.median(numbers));
    }
    double overall = SampleStatistics.median(series.between(date.minusWeeks(WEEKS), date));
    return new SimulatedAverage(attribute, date, overall, weekdays);
  }
}
