package io.existgraph.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The means of spans of consecutive days, each found in constant time from running sums. Days
/// without a number are left out.
public abstract sealed class RollingMeans {
  private final int[] counts;

  private RollingMeans(List<@Nullable BigDecimal> numbers) {
    this.counts = new int[numbers.size() + 1];
    for (int i = 0; i < numbers.size(); i++) {
      counts[i + 1] = counts[i] + (numbers.get(i) == null ? 0 : 1);
    }
  }

  /// Of numbers, one a day; null where there is none.
  public static RollingMeans of(List<@Nullable BigDecimal> numbers) {
    return new ArithmeticWindow(numbers);
  }

  /// Of times of day in minutes: circular means.
  public static RollingMeans ofTimes(List<@Nullable BigDecimal> minutes) {
    return new CircularWindow(minutes);
  }

  /// The mean of the days from one index up to another, exclusive; null when none has a number.
  public @Nullable Double mean(int from, int until) {
    int count = counts[until] - counts[from];
    return count == 0 ? null : mean(from, until, count);
  }

  abstract @Nullable Double mean(int from, int until, int count);

  /// Sums are exact, so that an extreme number leaves no error in the means of later days.
  private static final class ArithmeticWindow extends RollingMeans {
    private final BigDecimal[] sums;

    ArithmeticWindow(List<@Nullable BigDecimal> numbers) {
      super(numbers);
      this.sums = new BigDecimal[numbers.size() + 1];
      sums[0] = BigDecimal.ZERO;
      for (int i = 0; i < numbers.size(); i++) {
        BigDecimal number = numbers.get(i);
        sums[i + 1] = number == null ? sums[i] : sums[i].add(number);
      }
    }

    @Override
    Double mean(int from, int until, int count) {
      return sums[until]
          .subtract(sums[from])
          .divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
          .doubleValue();
    }
  }

  private static final class CircularWindow extends RollingMeans {
    private final double[] sines;
    private final double[] cosines;

    CircularWindow(List<@Nullable BigDecimal> minutes) {
      super(minutes);
      this.sines = new double[minutes.size() + 1];
      this.cosines = new double[minutes.size() + 1];
      for (int i = 0; i < minutes.size(); i++) {
        BigDecimal time = minutes.get(i);
        double angle = time == null ? 0 : CircularMean.angle(time.doubleValue());
        sines[i + 1] = sines[i] + (time == null ? 0 : Math.sin(angle));
        cosines[i + 1] = cosines[i] + (time == null ? 0 : Math.cos(angle));
      }
    }

    @Override
    @Nullable Double mean(int from, int until, int count) {
      return CircularMean.of(sines[until] - sines[from], cosines[until] - cosines[from], count);
    }
  }
}
