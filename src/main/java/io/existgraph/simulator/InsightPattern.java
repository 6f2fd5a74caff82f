package io.existgraph.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A pattern in the daily values of an attribute that yields insights.
interface InsightPattern {

  /// The occurrences up to yesterday, in any order.
  Stream<SimulatedInsight> find(
      UserRecords records, AttributeAnalytics analytics, SimulatedAttribute attribute);

  /// A pattern and the attribute in whose values it is searched for.
  record WatchedAttribute(String attribute, InsightPattern pattern) {}

  List<WatchedAttribute> WATCHED =
      List.of(
          new WatchedAttribute("steps", new ExtremesPattern("Most steps", "Fewest steps")),
          new WatchedAttribute("floors", new ExtremesPattern("Most floors", "Fewest floors")),
          new WatchedAttribute(
              "productive_min", new ExtremesPattern("Most productive day", "Least productive day")),
          new WatchedAttribute("sleep", new ExtremesPattern("Longest sleep", "Shortest sleep")),
          new WatchedAttribute("tracks", new ExtremesPattern("Most tracks", "Fewest tracks")),
          new WatchedAttribute(
              "weather_temp_max", new ExtremesPattern("Warmest day", "Coldest day")),
          new WatchedAttribute("steps", new StreakPattern("steps_goal", "steps")),
          new WatchedAttribute(
              "productive_min", new StreakPattern("productive_min_goal", "productivity")),
          new WatchedAttribute("sleep_end", new SummaryPattern("Average wake time", false)),
          new WatchedAttribute("steps", new SummaryPattern("Average steps", false)),
          new WatchedAttribute("steps", new SummaryPattern("Total steps", true)),
          new WatchedAttribute("floors", new SummaryPattern("Total floors", true)),
          new WatchedAttribute("tracks", new SummaryPattern("Total tracks played", true)));

  /// The occurrences of all patterns, newest first.
  static List<SimulatedInsight> findAll(UserRecords records, AttributeAnalytics analytics) {
    return WATCHED.stream()
        .flatMap(watched -> find(records, analytics, watched))
        .sorted(
            Comparator.comparing(SimulatedInsight::created)
                .reversed()
                .thenComparing(SimulatedInsight::type))
        .toList();
  }

  private static Stream<SimulatedInsight> find(
      UserRecords records, AttributeAnalytics analytics, WatchedAttribute watched) {
    TrackedAttribute tracked = records.tracked(watched.attribute());
    return tracked == null
        ? Stream.of()
        : watched.pattern().find(records, analytics, tracked.attribute());
  }

  /// A number formatted for display: `12,345`, `7h 05m` or `07:05`.
  static String formatted(SimulatedAttribute attribute, double number) {
    long whole = Math.round(number);
    return switch (attribute.type()) {
      case TIME -> "%02d:%02d".formatted(whole / 60, whole % 60);
      case PERIOD -> "%dh %02dm".formatted(whole / 60, whole % 60);
      case FLOAT -> String.valueOf(SampleStatistics.round(number, 1));
      default -> String.format(Locale.ROOT, "%,d", whole);
    };
  }

  /// A number as in the field `value` of an insight.
  static String plain(SimulatedAttribute attribute, double number) {
    return attribute.type() == SimulatedType.FLOAT
        ? String.valueOf(number)
        : String.valueOf(Math.round(number));
  }
}
