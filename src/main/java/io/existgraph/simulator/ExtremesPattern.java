package io.existgraph.simulator;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Stream;

/// The highest or lowest value for a month or longer.
record ExtremesPattern(String most, String least) implements InsightPattern {
  private static final int RARE = 40;
  private static final LocalTime TOLD_AT = LocalTime.of(4, 0, 2);

  @Override
  public Stream<SimulatedInsight> in(
      UserRecords diary, Analytics findings, SimulatedAttribute attribute) {
    ValueSeries series = findings.series(attribute);
    return diary
        .first()
        .plusDays(RARE)
        .datesUntil(findings.today())
        .filter(it -> series.at(it) > 0)
        .flatMap(
            it ->
                Stream.concat(
                    told(diary, attribute, series, it, 1), told(diary, attribute, series, it, -1)));
  }

  private Stream<SimulatedInsight> told(
      UserRecords diary,
      SimulatedAttribute attribute,
      ValueSeries series,
      LocalDate date,
      int sign) {
    double value = series.at(date);
    int days = 1;
    while (isBeyond(value, series.at(date.minusDays(days)), sign)) {
      days++;
    }
    return days < RARE
        ? Stream.of()
        : Stream.of(insight(diary, attribute, date, value, days, sign > 0));
  }

  /// Days on which nothing was recorded are looked past; the beginning of the diary is not.
  private static boolean isBeyond(double value, double earlier, int sign) {
    return earlier == 0 || sign * (value - earlier) > 0;
  }

  private SimulatedInsight insight(
      UserRecords diary,
      SimulatedAttribute attribute,
      LocalDate date,
      double value,
      int days,
      boolean best) {
    String weekday = date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    String html =
        "<div class=\"secondary\">%s: %s for %d days</div><div class=\"number\">%s</div>"
            .formatted(weekday, best ? most : least, days, InsightPattern.told(attribute, value));
    return new SimulatedInsight(
        diary.person().at(date.plusDays(1), TOLD_AT),
        date,
        html,
        InsightPattern.plain(attribute, value),
        days + " days",
        attribute.name() + (best ? "_best_since_x" : "_worst_since_x"),
        1,
        attribute);
  }
}
