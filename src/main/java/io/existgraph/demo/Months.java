package io.existgraph.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/// The total of each month, beside the month before.
record Months(String subject) implements Pattern {
  private static final LocalTime TOLD_AT = LocalTime.of(8, 0, 4);

  @Override
  public Stream<Insight> in(Diary diary, Findings findings, Attribute attribute) {
    Series series = findings.series(attribute);
    LocalDate second = diary.first().plusMonths(3).withDayOfMonth(1);
    return Stream.iterate(second, it -> !it.isAfter(findings.today()), it -> it.plusMonths(1))
        .map(it -> insight(diary, attribute, series, it));
  }

  private Insight insight(Diary diary, Attribute attribute, Series series, LocalDate end) {
    LocalDate start = end.minusMonths(1);
    double total = total(series, start, end);
    double before = total(series, start.minusMonths(1), start);
    long percent = before == 0 ? 0 : Math.round(Math.abs(total - before) / before * 100);
    String change = percent + "% " + (total < before ? "less" : "more");
    String month = start.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    String html =
        "<div class=\"number\">%s</div><div class=\"secondary\">Total %s in %s &ndash; %s than the month before</div>"
            .formatted(Pattern.written(attribute, total), subject, month, change);
    return new Insight(
        diary.person().at(end, TOLD_AT),
        null,
        html,
        Pattern.plain(attribute, total),
        change,
        attribute.name() + "_total_month",
        30,
        attribute);
  }

  private static double total(Series series, LocalDate from, LocalDate until) {
    return Arrays.stream(series.between(from, until)).filter(it -> !Double.isNaN(it)).sum();
  }
}
