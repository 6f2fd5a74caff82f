package io.existgraph.simulator;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The goal reached on more days running than at any time in the last two months.
record StreakPattern(String goal, String subject) implements InsightPattern {
  private static final int SHORTEST = 3;
  private static final int MEMORY = 60;
  private static final LocalTime TOLD_AT = LocalTime.of(4, 0, 2);

  @Override
  public Stream<SimulatedInsight> in(
      UserRecords diary, Analytics findings, SimulatedAttribute attribute) {
    TrackedAttribute target = diary.tracked(goal);
    if (target == null) {
      return Stream.of();
    }
    ValueSeries values = findings.series(attribute);
    int[] streaks = lengths(values, findings.series(target.attribute()));
    return IntStream.range(MEMORY, streaks.length - 1)
        .filter(it -> isRecord(streaks, it))
        .mapToObj(it -> insight(diary, attribute, diary.first().plusDays(it), streaks[it]));
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
    return length >= SHORTEST
        && IntStream.range(day - MEMORY, day).noneMatch(it -> streaks[it] >= length);
  }

  private SimulatedInsight insight(
      UserRecords diary, SimulatedAttribute attribute, LocalDate date, int length) {
    String weekday = date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    String html =
        "<div class=\"secondary\">%s marks a new %s streak!</div><div class=\"text\">Beat your goal every day for %d days</div>"
            .formatted(weekday, subject, length);
    return new SimulatedInsight(
        diary.person().at(date.plusDays(1), TOLD_AT),
        date,
        html,
        length + " days",
        String.valueOf(length),
        goal + "_best_streak",
        1,
        attribute);
  }
}
