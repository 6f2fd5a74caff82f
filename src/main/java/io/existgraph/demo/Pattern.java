package io.existgraph.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Something that is worth an insight when it occurs in the days of an attribute.
interface Pattern {

  /// The occurrences up to yesterday, in any order.
  Stream<Insight> in(Diary diary, Findings findings, Attribute attribute);

  /// What is looked for, attribute by attribute.
  record Watch(String attribute, Pattern pattern) {}

  List<Watch> WATCHED =
      List.of(
          new Watch("steps", new Extremes("Most steps", "Fewest steps")),
          new Watch("floors", new Extremes("Most floors", "Fewest floors")),
          new Watch("productive_min", new Extremes("Most productive day", "Least productive day")),
          new Watch("sleep", new Extremes("Longest sleep", "Shortest sleep")),
          new Watch("tracks", new Extremes("Most tracks", "Fewest tracks")),
          new Watch("weather_temp_max", new Extremes("Warmest day", "Coldest day")),
          new Watch("steps", new Streaks("steps_goal", "steps")),
          new Watch("productive_min", new Streaks("productive_min_goal", "productivity")),
          new Watch("sleep_end", new Summaries("Average wake time", false)),
          new Watch("steps", new Summaries("Average steps", false)),
          new Watch("steps", new Summaries("Total steps", true)),
          new Watch("floors", new Summaries("Total floors", true)),
          new Watch("tracks", new Summaries("Total tracks played", true)));

  /// Everything that occurs in the diary, newest first.
  static List<Insight> insights(Diary diary, Findings findings) {
    return WATCHED.stream()
        .flatMap(it -> insights(diary, findings, it))
        .sorted(Comparator.comparing(Insight::created).reversed().thenComparing(Insight::type))
        .toList();
  }

  private static Stream<Insight> insights(Diary diary, Findings findings, Watch watch) {
    Tracked tracked = diary.tracked(watch.attribute());
    return tracked == null ? Stream.of() : watch.pattern().in(diary, findings, tracked.attribute());
  }

  /// A number for people: `12,345`, `7h 05m` or `07:05`.
  static String told(Attribute attribute, double number) {
    long whole = Math.round(number);
    return switch (attribute.type()) {
      case TIME -> "%02d:%02d".formatted(whole / 60, whole % 60);
      case PERIOD -> "%dh %02dm".formatted(whole / 60, whole % 60);
      case FLOAT -> String.valueOf(Numbers.round(number, 1));
      default -> String.format(Locale.ROOT, "%,d", whole);
    };
  }

  /// A number as Exist tells it in `value`.
  static String plain(Attribute attribute, double number) {
    return attribute.type() == Type.FLOAT
        ? String.valueOf(number)
        : String.valueOf(Math.round(number));
  }
}
