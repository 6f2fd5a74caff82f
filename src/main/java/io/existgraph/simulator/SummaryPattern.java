package io.existgraph.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The pattern of the average of each week or the total of each month, compared to the one before.
record SummaryPattern(String subject, boolean monthly) implements InsightPattern {
  private static final LocalTime WEEKLY_AT = LocalTime.of(7, 0, 3);
  private static final LocalTime MONTHLY_AT = LocalTime.of(8, 0, 4);

  @Override
  public Stream<SimulatedInsight> find(
      UserRecords records, AttributeAnalytics analytics, SimulatedAttribute attribute) {
    LocalDate start = records.first().plusMonths(monthly ? 3 : 1);
    LocalDate end =
        monthly ? start.withDayOfMonth(1) : start.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    ValueSeries series = analytics.series(attribute);
    return Stream.iterate(
            end, date -> !date.isAfter(analytics.today()), date -> date.plus(length()))
        .map(date -> insight(records, attribute, series, date));
  }

  private Period length() {
    return monthly ? Period.ofMonths(1) : Period.ofWeeks(1);
  }

  private SimulatedInsight insight(
      UserRecords records, SimulatedAttribute attribute, ValueSeries series, LocalDate end) {
    double figure = figure(series, end);
    String change = change(attribute, figure, figure(series, end.minus(length())));
    String html =
        "<div class=\"number\">%s</div><div class=\"secondary\">%s last %s &ndash; %s</div>"
            .formatted(
                InsightPattern.formatted(attribute, figure),
                subject,
                monthly ? "month" : "week",
                change);
    return new SimulatedInsight(
        records.user().at(end, monthly ? MONTHLY_AT : WEEKLY_AT),
        null,
        html,
        InsightPattern.plain(attribute, figure),
        change,
        attribute.name() + (monthly ? "_total_month" : "_average_week"),
        monthly ? 30 : 7,
        attribute);
  }

  private double figure(ValueSeries series, LocalDate end) {
    DoubleStream numbers =
        Arrays.stream(series.between(end.minus(length()), end))
            .filter(number -> !Double.isNaN(number));
    return monthly ? numbers.sum() : numbers.average().orElse(0);
  }

  private static String change(SimulatedAttribute attribute, double figure, double before) {
    long minutes = Math.round(figure - before);
    if (attribute.type() == SimulatedType.TIME) {
      return Math.abs(minutes) + " min " + (minutes < 0 ? "earlier" : "later");
    }
    long percent = before == 0 ? 0 : Math.round(Math.abs(figure - before) / before * 100);
    return percent + "% " + (figure < before ? "less" : "more");
  }
}
