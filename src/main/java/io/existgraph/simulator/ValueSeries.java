package io.existgraph.simulator;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/// The numbers of one attribute, day by day. NaN where there is none.
final class ValueSeries {
  private final LocalDate first;
  private final double[] numbers;

  private ValueSeries(LocalDate first, double[] numbers) {
    this.first = first;
    this.numbers = numbers;
  }

  static ValueSeries of(UserRecords diary, SimulatedAttribute attribute, LocalDate last) {
    double[] numbers =
        diary
            .first()
            .datesUntil(last.plusDays(1))
            .map(it -> diary.shown(attribute, it))
            .mapToDouble(it -> it instanceof Number number ? number.doubleValue() : Double.NaN)
            .toArray();
    return new ValueSeries(diary.first(), numbers);
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

  /// From the one (inclusive) to the other (exclusive), as far as there is anything.
  double[] between(LocalDate from, LocalDate until) {
    int start = Math.clamp(index(from), 0, numbers.length);
    return Arrays.copyOfRange(numbers, start, Math.clamp(index(until), start, numbers.length));
  }

  private int index(LocalDate date) {
    return (int) ChronoUnit.DAYS.between(first, date);
  }
}
