package io.existgraph.simulator;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/// The daily numbers of one attribute. NaN where there is none.
final class ValueSeries {
  private final LocalDate first;
  private final double[] numbers;

  private ValueSeries(LocalDate first, double[] numbers) {
    this.first = first;
    this.numbers = numbers;
  }

  static ValueSeries of(UserRecords records, SimulatedAttribute attribute, LocalDate last) {
    double[] numbers =
        records
            .first()
            .datesUntil(last.plusDays(1))
            .map(date -> records.shown(attribute, date))
            .mapToDouble(
                value -> value instanceof Number number ? number.doubleValue() : Double.NaN)
            .toArray();
    return new ValueSeries(records.first(), numbers);
  }

  int length() {
    return numbers.length;
  }

  double at(int day) {
    return numbers[day];
  }

  double at(LocalDate date) {
    int index = index(date);
    return index < 0 || index >= numbers.length ? Double.NaN : numbers[index];
  }

  /// The numbers from `from` (inclusive) to `until` (exclusive), within the series.
  double[] between(LocalDate from, LocalDate until) {
    int start = Math.clamp(index(from), 0, numbers.length);
    return Arrays.copyOfRange(numbers, start, Math.clamp(index(until), start, numbers.length));
  }

  private int index(LocalDate date) {
    return (int) ChronoUnit.DAYS.between(first, date);
  }
}
