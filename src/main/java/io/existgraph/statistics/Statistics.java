package io.existgraph.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Descriptive statistics of some days' numbers. All but the count are null without any; the
/// standard deviation is that of these days as the whole population.
///
/// Of times of day in minutes the mean is circular. Median and standard deviation are those of the
/// distances from the mean along the clock; a sum has no meaning and is null.
public record Statistics(
    int count,
    @Nullable Double sum,
    @Nullable Double mean,
    @Nullable Double median,
    @Nullable Double standardDeviation,
    @Nullable Double min,
    @Nullable Double max) {
  private static final double HALF_DAY = CircularMean.DAY / 2;

  public static Statistics of(List<BigDecimal> numbers) {
    if (numbers.isEmpty()) {
      return new Statistics(0, null, null, null, null, null, null);
    }
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    double mean =
        sum.divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128).doubleValue();
    return new Statistics(
        numbers.size(),
        sum.doubleValue(),
        mean,
        median(numbers),
        deviation(numbers, mean),
        Collections.min(numbers).doubleValue(),
        Collections.max(numbers).doubleValue());
  }

  public static Statistics ofTimes(List<BigDecimal> minutes) {
    double sines = 0;
    double cosines = 0;
    for (BigDecimal time : minutes) {
      double angle = CircularMean.angle(time.doubleValue());
      sines += Math.sin(angle);
      cosines += Math.cos(angle);
    }
    Statistics linear = of(minutes);
    Double mean = CircularMean.of(sines, cosines, minutes.size());
    if (mean == null) {
      return new Statistics(minutes.size(), null, null, null, null, linear.min(), linear.max());
    }
    List<BigDecimal> distances = minutes.stream().map(time -> distance(time, mean)).toList();
    return new Statistics(
        minutes.size(),
        null,
        mean,
        CircularMean.normalised(mean + median(distances)),
        deviation(distances, 0),
        linear.min(),
        linear.max());
  }

  /// From the mean along the clock: -720 (inclusive) to 720 minutes.
  private static BigDecimal distance(BigDecimal time, double mean) {
    double ahead = CircularMean.normalised(time.doubleValue() - mean + HALF_DAY);
    return BigDecimal.valueOf(ahead - HALF_DAY);
  }

  private static double median(List<BigDecimal> numbers) {
    List<BigDecimal> sorted = numbers.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half).doubleValue()
        : sorted
            .get(half - 1)
            .add(sorted.get(half))
            .divide(BigDecimal.TWO, MathContext.DECIMAL128)
            .doubleValue();
  }

  private static double deviation(List<BigDecimal> numbers, double mean) {
    double squares = 0;
    for (BigDecimal number : numbers) {
      double distance = number.doubleValue() - mean;
      squares += distance * distance;
    }
    return Math.sqrt(squares / numbers.size());
  }
}
