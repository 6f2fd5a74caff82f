package io.existgraph.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Something that is worth an insight when it occurs in the days of an attribute.
interface InsightPattern {

  /// The occurrences up to yesterday, in any order.
  Stream<SimulatedInsight> in(UserRecords diary, Analytics findings, SimulatedAttribute attribute);

  /// What is looked for, attribute by attribute.
  record Watch(String attribute, InsightPattern pattern) {}

  List<Watch> WATCHED =
      List.of(
          new Watch("steps", new ExtremesPattern("Most steps", "Fewest steps")),
          new Watch("floors", new ExtremesPattern("Most floors", "Fewest floors")),
          new Watch(
              "productive_min", new ExtremesPattern("Most productive day", "Least productive day")),
          new Watch("sleep", new ExtremesPattern("Longest sleep", "Shortest sleep")),
          new Watch("tracks", new ExtremesPattern("Most tracks", "Fewest tracks")),
          new Watch("weather_temp_max", new ExtremesPattern("Warmest day", "Coldest day")),
          new Watch("steps", new StreakPattern("steps_goal", "steps")),
          new Watch("productive_min", new StreakPattern("productive_min_goal", "productivity")),
          new Watch("sleep_end", new SummaryPattern("Average wake time", false)),
          new Watch("steps", new SummaryPattern("Average steps", false)),
          new Watch("steps", new SummaryPattern("Total steps", true)),
          new Watch("floors", new SummaryPattern("Total floors", true)),
          new Watch("tracks", new SummaryPattern("Total tracks played", true)));

  /// Everything that occurs in the diary, newest first.
  static List<SimulatedInsight> insights(UserRecords diary, Analytics findings) {
    return WATCHED.stream()
        .flatMap(it -> insights(diary, findings, it))
        .sorted(
            Comparator.comparing(SimulatedInsight::created)
                .reversed()
                .thenComparing(SimulatedInsight::type))
        .toList();
  }

  private static Stream<SimulatedInsight> insights(
      UserRecords diary, Analytics findings, Watch watch) {
    TrackedAttribute tracked = diary.tracked(watch.attribute());
    return tracked == null ? Stream.of() : watch.pattern().in(diary, findings, tracked.attribute());
  }

  /// A number for people: `12,345`, `7h 05m` or `07:05`.
  static String told(SimulatedAttribute attribute, double number) {
    long whole = Math.round(number);
    return switch (attribute.type()) {
      case TIME -> "%02d:%02d".formatted(whole / 60, whole % 60);
      case PERIOD -> "%dh %02dm".formatted(whole / 60, whole % 60);
      case FLOAT -> String.valueOf(NumberPattern.round(number, 1));
      default -> String.format(Locale.ROOT, "%,d", whole);
    };
  }

  /// A number as Exist tells it in `value`.
  static String plain(SimulatedAttribute attribute, double number) {
    return attribute.type() == SimulatedType.FLOAT
        ? String.valueOf(number)
        : String.valueOf(Math.round(number));
  }
}
