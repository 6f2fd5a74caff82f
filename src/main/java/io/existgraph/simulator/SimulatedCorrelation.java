package io.existgraph.simulator;

import java.time.LocalDate;
import java.util.Comparator;

/// The correlation of two attributes over the 90 days before a Sunday. `value` is Pearson's
/// coefficient and `pairs` the number of days with both values.
record SimulatedCorrelation(
    LocalDate date,
    SimulatedAttribute attribute,
    SimulatedAttribute other,
    double value,
    int pairs) {
  static final int DAYS = 90;
  static final Comparator<SimulatedCorrelation> STRONGEST_FIRST =
      Comparator.comparingDouble(correlation -> -Math.abs(correlation.value()));
  private static final double MIN_STRENGTH = 0.25;
  private static final int MIN_PAIRS = 15;

  static SimulatedCorrelation of(
      SimulatedAttribute one,
      ValueSeries numbers,
      SimulatedAttribute other,
      ValueSeries numbers2,
      LocalDate date) {
    double[] x = numbers.between(date.minusDays(DAYS), date);
    double[] y = numbers2.between(date.minusDays(DAYS), date);
    return new SimulatedCorrelation(
        date, one, other, SampleStatistics.pearson(x, y), SampleStatistics.pairs(x, y));
  }

  boolean isReported() {
    return Math.abs(value) >= MIN_STRENGTH && pairs >= MIN_PAIRS;
  }

  boolean isStrong() {
    return Math.abs(value) >= 0.5;
  }

  boolean isConfident() {
    return stars() >= 4;
  }

  /// The confidence from 1 to 5, by p-value.
  int stars() {
    double p = p();
    return p < 0.0001 ? 5 : p < 0.001 ? 4 : p < 0.01 ? 3 : p < 0.05 ? 2 : 1;
  }

  boolean isAbout(String name) {
    return attribute.name().equals(name) || other.name().equals(name);
  }

  double p() {
    return SampleStatistics.pValue(value, pairs);
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
