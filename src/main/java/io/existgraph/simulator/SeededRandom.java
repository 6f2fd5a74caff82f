package io.existgraph.simulator;

import java.time.LocalDate;
import java.util.List;

/// Deterministic random numbers: the same user, date and topic always give the same number.
record SeededRandom(String user, LocalDate date) {

  /// A uniformly distributed number from 0 (inclusive) to 1 (exclusive).
  double uniform(String name) {
    return (bits(name) >>> 11) * 0x1.0p-53;
  }

  /// An approximately standard normal number: the sum of four uniform ones.
  double gaussian(String name) {
    long bits = bits(name);
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum * 0x1.0p-16 - 2) * 1.732;
  }

  /// A standard normal number that is correlated between neighbouring days: a moving sum of five.
  double trend(String name) {
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += on(date.minusDays(i)).gaussian(name);
    }
    return sum / 2.236;
  }

  <T> T pick(List<T> choices) {
    return choices.get((int) (uniform("choice") * choices.size()));
  }

  /// The random numbers that all days of the same period of this length share.
  SeededRandom period(int days) {
    return on(LocalDate.ofEpochDay(Math.floorDiv(date.toEpochDay(), days) * days));
  }

  private SeededRandom on(LocalDate other) {
    return new SeededRandom(user, other);
  }

  private long bits(String name) {
    return mix(mix(31L * user.hashCode() + name.hashCode()) + date.toEpochDay());
  }

  /// The finalizer of SplitMix64.
  private static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
