package io.existgraph.simulator;

import java.util.Arrays;

/// Statistics for averages and correlations. NaN is a missing value.
final class SampleStatistics {
  private SampleStatistics() {}

  static double round(double number, int decimals) {
    double power = Math.pow(10, decimals);
    return Math.round(number * power) / power;
  }

  /// The median of the present values; NaN where there is none.
  static double median(double[] numbers) {
    double[] sorted =
        Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /// Pearson's correlation coefficient of the complete pairs; NaN where a side does not vary.
  static double pearson(double[] one, double[] other) {
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXX = 0;
    double sumYY = 0;
    double sumXY = 0;
    for (int i = 0; i < one.length; i++) {
      double x = one[i];
      double y = other[i];
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        n++;
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumYY += y * y;
        sumXY += x * y;
      }
    }
    double spread = (n * sumXX - sumX * sumX) * (n * sumYY - sumY * sumY);
    return spread <= 0 ? Double.NaN : (n * sumXY - sumX * sumY) / Math.sqrt(spread);
  }

  /// The number of complete pairs.
  static int pairs(double[] one, double[] other) {
    int pairs = 0;
    for (int i = 0; i < one.length; i++) {
      pairs += Double.isNaN(one[i]) || Double.isNaN(other[i]) ? 0 : 1;
    }
    return pairs;
  }

  /// The two-sided p-value of a coefficient under Student's t distribution: the regularized
  /// incomplete beta function of 1 - r² with df / 2 and 1 / 2.
  static double pValue(double r, int pairs) {
    double a = (pairs - 2) / 2.0;
    double x = Math.max(0, 1 - r * r);
    double term = 1;
    double series = 1;
    for (int n = 0; term > 1e-16 * series && n < 10_000; n++) {
      term *= x * (a + 0.5 + n) / (a + 1 + n);
      series += term;
    }
    double gammas = 1 / Math.sqrt(Math.PI); // Γ((df + 1) / 2) / Γ(df / 2), from df = 1 upwards
    for (int df = 1; df < pairs - 2; df++) {
      gammas = df / 2.0 / gammas;
    }
    return Math.min(1, Math.pow(x, a) * Math.abs(r) * gammas / Math.sqrt(Math.PI) / a * series);
  }
}
