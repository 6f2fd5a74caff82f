package io.existgraph.simulator;

import java.time.LocalDate;
import java.util.List;

/// Chance that always falls the same way for the same person, date and matter.
record SeededRandom(String person, LocalDate date) {

  /// A number from 0 to 1, each as likely as the other.
  double share(String matter) {
    return (bits(matter) >>> 11) * 0x1.0p-53;
  }

  /// A number around 0 with a deviation of 1, shaped nearly like a bell: the sum of four shares.
  double swing(String matter) {
    long bits = bits(matter);
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum * 0x1.0p-16 - 2) * 1.732;
  }

  /// A swing that lasts: neighbouring days are alike.
  double trend(String matter) {
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += on(date.minusDays(i)).swing(matter);
    }
    return sum / 2.236;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get((int) (share("choice") * choices.size()));
  }

  /// The chance that is shared by all days of a stretch of that length.
  SeededRandom stretch(int days) {
    return on(LocalDate.ofEpochDay(Math.floorDiv(date.toEpochDay(), days) * days));
  }

  private SeededRandom on(LocalDate other) {
    return new SeededRandom(person, other);
  }

  private long bits(String matter) {
    return mix(mix(31L * person.hashCode() + matter.hashCode()) + date.toEpochDay());
  }

  /// The finalizer of SplitMix64.
  private static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
