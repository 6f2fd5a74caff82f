package io.existgraph.simulator;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The pattern of a goal that was reached on more consecutive days than in the 60 days before.
record StreakPattern(String goal, String subject) implements InsightPattern {
  private static final int MIN_LENGTH = 3;
  private static final int LOOKBACK_DAYS = 60;
  private static final LocalTime CREATED_AT = LocalTime.of(4, 0, 2);

  @Override
  public Stream<SimulatedInsight> find(
      UserRecords records, AttributeAnalytics analytics, SimulatedAttribute attribute) {
    TrackedAttribute target = records.tracked(goal);
    if (target == null) {
      return Stream.of();
    }
    ValueSeries values = analytics.series(attribute);
    int[] streaks = lengths(values, analytics.series(target.attribute()));
    return IntStream.range(LOOKBACK_DAYS, streaks.length - 1)
        .filter(day -> isRecord(streaks, day))
        .mapToObj(day -> insight(records, attribute, records.first().plusDays(day), streaks[day]));
  }

  private static int[] lengths(ValueSeries values, ValueSeries goals) {
    int[] lengths = new int[values.length()];
    for (int i = 1; i < lengths.length; i++) {
      lengths[i] = values.at(i) >= goals.at(i) ? lengths[i - 1] + 1 : 0;
    }
    return lengths;
  }

  private static boolean isRecord(int[] streaks, int day) {
    int length = streaks[day];
    return length >= MIN_LENGTH
        && IntStream.range(day - LOOKBACK_DAYS, day)
            .noneMatch(earlier -> streaks[earlier] >= length);
  }

  private SimulatedInsight insight(
      UserRecords records, SimulatedAttribute attribute, LocalDate date, int length) {
    String weekday = date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    String html =
        "<div class=\"secondary\">%s marks a new %s streak!</div><div class=\"text\">Beat your goal every day for %d days</div>"
            .formatted(weekday, subject, length);
    return new SimulatedInsight(
        records.user().at(date.plusDays(1), CREATED_AT),
        date,
        html,
        length + " days",
        String.valueOf(length),
        goal + "_best_streak",
        1,
        attribute);
  }
}
