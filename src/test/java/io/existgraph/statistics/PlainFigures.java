package io.existgraph.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same figures as the gateway computes, each by its textbook definition.
public final class PlainFigures {
  private PlainFigures() {}

  public static @Nullable Double mean(List<Double> numbers) {
    return numbers.isEmpty()
        ? null
        : (Double) (numbers.stream().mapToDouble(number -> number).sum() / numbers.size());
  }

  /// Of minutes of a day: the direction of the sum of the hands of a clock with 24 hours. Null
  /// where they balance.
  public static @Nullable Double circularMean(List<Double> minutes) {
    double east = 0;
    double north = 0;
    for (double time : minutes) {
      east += Math.sin(Math.toRadians(time / 4));
      north += Math.cos(Math.toRadians(time / 4));
    }
    if (Math.abs(east) + Math.abs(north) < 1e-9) {
      return null;
    }
    double degrees = Math.toDegrees(Math.atan2(east, north));
    double mean = (degrees < 0 ? degrees + 360 : degrees) * 4;
    return mean > 1440 - 1e-7 ? 0.0 : mean;
  }

  public static @Nullable Double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int half = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return null;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (Double) ((sorted.get(half - 1) + sorted.get(half)) / 2);
  }

  /// Of these numbers as the whole population.
  public static @Nullable Double standardDeviation(List<Double> numbers) {
    Double mean = mean(numbers);
    return mean == null
        ? null
        : (Double)
            Math.sqrt(
                numbers.stream().mapToDouble(number -> (number - mean) * (number - mean)).sum()
                    / numbers.size());
  }
}
