package io.existgraph.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.stream.Stream;

/// The average of each week, beside the week before.
record Weeks(String subject) implements Pattern {
  private static final LocalTime TOLD_AT = LocalTime.of(7, 0, 3);

  @Override
  public Stream<Insight> in(Diary diary, Findings findings, Attribute attribute) {
    Series series = findings.series(attribute);
    LocalDate monday = diary.first().plusWeeks(2).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    return Stream.iterate(monday, it -> !it.isAfter(findings.today()), it -> it.plusWeeks(1))
        .map(it -> insight(diary, attribute, series, it));
  }

  private Insight insight(Diary diary, Attribute attribute, Series series, LocalDate monday) {
    double average = average(series, monday);
    double before = average(series, monday.minusWeeks(1));
    String change = change(attribute, average - before);
    String html =
        "<div class=\"number\">%s</div><div class=\"secondary\">Average %s last week &ndash; %s</div>"
            .formatted(Pattern.written(attribute, average), subject, change);
    return new Insight(
        diary.person().at(monday, TOLD_AT),
        null,
        html,
        Pattern.plain(attribute, average),
        change,
        attribute.name() + "_average_week",
        7,
        attribute);
  }

  private static double average(Series series, LocalDate monday) {
    return Arrays.stream(series.between(monday.minusWeeks(1), monday))
        .filter(it -> !Double.isNaN(it))
        .average()
        .orElse(0);
  }

  private static String change(Attribute attribute, double difference) {
    if (attribute.type() == Type.TIME) {
      return Math.round(Math.abs(difference)) + " min " + (difference < 0 ? "earlier" : "later");
    }
    return Pattern.written(attribute, Math.abs(difference)) + (difference < 0 ? " fewer" : " more");
  }
}
