package io.existgraph.simulator;

import java.time.LocalDate;
import java.util.Comparator;

/// How two attributes moved together over the 90 days before a Sunday.
record SimulatedCorrelation(
    LocalDate date,
    SimulatedAttribute attribute,
    SimulatedAttribute other,
    double value,
    int pairs) {
  static final int DAYS = 90;
  static final Comparator<SimulatedCorrelation> STRONGEST_FIRST =
      Comparator.comparingDouble(it -> -Math.abs(it.value()));
  private static final double WEAKEST = 0.25;

  static SimulatedCorrelation of(
      SimulatedAttribute one,
      ValueSeries numbers,
      SimulatedAttribute other,
      ValueSeries numbers2,
      LocalDate date) {
    double[] x = numbers.between(date.minusDays(DAYS), date);
    double[] y = numbers2.between(date.minusDays(DAYS), date);
    return new SimulatedCorrelation(
        date, one, other, NumberPattern.correlation(x, y), NumberPattern.pairs(x, y));
  }

  boolean isWorthTelling() {
    return Math.abs(value) >= WEAKEST && pairs > 14;
  }

  boolean isStrong() {
    return Math.abs(value) >= 0.5;
  }

  boolean isConfident() {
    return stars() >= 4;
  }

  /// How sure Exist is of it, from 1 to 5.
  int stars() {
    double p = p();
    return p < 0.0001 ? 5 : p < 0.001 ? 4 : p < 0.01 ? 3 : p < 0.05 ? 2 : 1;
  }

  boolean isAbout(String name) {
    return attribute.name().equals(name) || other.name().equals(name);
  }

  double p() {
    return NumberPattern.chanceOf(value, pairs);
  }

  String firstPerson() {
    return sentence("I am", "I");
  }

  String secondPerson() {
    return sentence("You are", "you");
  }

  private String sentence(String subjectIs, String subject) {
    long percentage = Math.round(Math.abs(value) * 100);
    return "%s %s (%d%%) to %s on days %s %s."
        .formatted(
            subjectIs,
            likelihood(),
            percentage,
            toInfinitive(String.valueOf(other.phrase())),
            subject,
            forSubject(subject));
  }

  private String likelihood() {
    double strength = Math.abs(value);
    String direction = value < 0 ? "less" : "more";
    if (strength >= 0.9) {
      return value < 0 ? "almost certain not" : "almost certain";
    }
    String adverb = strength >= 0.6 ? "much" : strength >= 0.4 ? "moderately" : "somewhat";
    return adverb + " " + direction + " likely";
  }

  private String forSubject(String subject) {
    String phrase = String.valueOf(attribute.phrase());
    return subject.equals("I") ? phrase.replaceFirst("^are ", "am ") : phrase;
  }

  private static String toInfinitive(String phrase) {
    return phrase.replaceFirst("^are ", "be ");
  }
}
