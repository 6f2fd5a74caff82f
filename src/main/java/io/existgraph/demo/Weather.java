package io.existgraph.demo;

import java.time.LocalDate;

/// The weather of one day where somebody lives.
record Weather(Chance chance, boolean southern) {

  /// From -1 in the middle of winter to 1 in the middle of summer.
  double warmth() {
    LocalDate date = chance.date();
    double turn = StrictMath.cos(2 * Math.PI * (date.getDayOfYear() - 200) / 365.25);
    return southern ? -turn : turn;
  }

  double gloom() {
    return chance.trend("gloom") - 0.4 * warmth();
  }

  boolean isWet() {
    return gloom() > 0.7;
  }

  double highest() {
    return Numbers.round(19.5 + 6.5 * warmth() - 1.8 * gloom() + 2.2 * chance.swing("highest"), 1);
  }

  double lowest() {
    return Numbers.round(highest() - 8 + 1.5 * gloom() + chance.swing("lowest"), 1);
  }

  /// Inches of water per hour.
  double precipitation() {
    return isWet() ? Numbers.round(0.004 + 0.03 * (gloom() - 0.7), 4) : 0;
  }

  double clouds() {
    double share = 0.45 + 0.22 * gloom() + 0.06 * chance.swing("clouds");
    return Numbers.round(Math.clamp(share, 0, 1), 2);
  }

  double wind() {
    return Numbers.round(Math.max(1, 14 + 4 * gloom() + 4 * chance.swing("wind")), 1);
  }

  String summary() {
    if (isWet()) {
      return gloom() > 1.5 ? "Rain throughout the day." : "Light rain in the afternoon.";
    }
    return clouds() > 0.5 ? "Mostly cloudy throughout the day." : "Clear throughout the day.";
  }
}
