package io.existgraph.statistics;

import org.jspecify.annotations.Nullable;

/// The circular mean of times of day in minutes, from 0 (inclusive) to 1440: 23:50 and 00:10
/// average to midnight.
final class CircularMean {
  static final double DAY = 24 * 60;
  private static final double MIN_RESULTANT = 1e-9;

  /// Results are rounded to a millionth of a minute, so that midnight is 0 and not just below 1440.
  private static final double PRECISION = 1e6;

  private CircularMean() {}

  static double angle(double minutes) {
    return minutes / DAY * 2 * Math.PI;
  }

  /// The mean of so many times, from the sums of their sines and cosines. Null without any, and
  /// where they balance, as 00:00 and 12:00 do.
  static @Nullable Double of(double sines, double cosines, int count) {
    return count == 0 || Math.hypot(sines, cosines) / count < MIN_RESULTANT
        ? null
        : (Double) normalised(Math.atan2(sines, cosines) / (2 * Math.PI) * DAY);
  }

  /// The same time of day within 0 to 1440.
  static double normalised(double minutes) {
    double rounded = Math.round(minutes * PRECISION) / PRECISION;
    return rounded - Math.floor(rounded / DAY) * DAY;
  }
}
