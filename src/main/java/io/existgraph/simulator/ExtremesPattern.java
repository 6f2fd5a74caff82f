package io.existgraph.simulator;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Stream;

/// The pattern of a value that is the highest or lowest of at least 40 days.
record ExtremesPattern(String highestLabel, String lowestLabel) implements InsightPattern {
  private static final int MIN_DAYS = 40;
  private static final LocalTime CREATED_AT = LocalTime.of(4, 0, 2);

  @Override
  public Stream<SimulatedInsight> find(
      UserRecords records, AttributeAnalytics analytics, SimulatedAttribute attribute) {
    ValueSeries series = analytics.series(attribute);
    return records
        .first()
        .plusDays(MIN_DAYS)
        .datesUntil(analytics.today())
        .filter(date -> series.at(date) > 0)
        .flatMap(
            date ->
                Stream.concat(
                    extreme(records, attribute, series, date, 1),
                    extreme(records, attribute, series, date, -1)));
  }

  private Stream<SimulatedInsight> extreme(
      UserRecords records,
      SimulatedAttribute attribute,
      ValueSeries series,
      LocalDate date,
      int sign) {
    double value = series.at(date);
    int days = 1;
    while (isBeyond(value, series.at(date.minusDays(days)), sign)) {
      days++;
    }
    return days < MIN_DAYS
        ? Stream.of()
        : Stream.of(insight(records, attribute, date, value, days, sign > 0));
  }

  /// Days without a record are skipped; the search ends at the first date.
  private static boolean isBeyond(double value, double earlier, int sign) {
    return earlier == 0 || sign * (value - earlier) > 0;
  }

  private SimulatedInsight insight(
      UserRecords records,
      SimulatedAttribute attribute,
      LocalDate date,
      double value,
      int days,
      boolean highest) {
    String weekday = date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    String html =
        "<div class=\"secondary\">%s: %s for %d days</div><div class=\"number\">%s</div>"
            .formatted(
                weekday,
                highest ? highestLabel : lowestLabel,
                days,
                InsightPattern.formatted(attribute, value));
    return new SimulatedInsight(
        records.user().at(date.plusDays(1), CREATED_AT),
        date,
        html,
        InsightPattern.plain(attribute, value),
        days + " days",
        attribute.name() + (highest ? "_best_since_x" : "_worst_since_x"),
        1,
        attribute);
  }
}
