package io.existgraph.operation.planning;

import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.ListQueryTemplate;
import io.existgraph.model.Insight;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/// Queries for the row that an id refers to.
public final class NodeListQueries {
  private static final int MAX_ROWS = 100;
  private static final int MAX_INSIGHTS = 1_000;

  private NodeListQueries() {}

  /// Insights of the week in which it was created, and of a day more on either side, whatever the
  /// user's zone makes of its date. Insights of one week share a request.
  public static ListQuery<Insight> insights(Instant created) {
    LocalDate date = LocalDate.ofInstant(created, ZoneOffset.UTC);
    LocalDate monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    InsightListResource week =
        InsightListResource.of(null, monday.minusDays(1), monday.plusDays(7));
    return new ListQuery<>(week, MAX_INSIGHTS, null, false);
  }

  /// The averages of an attribute in the year of that date, of which there are at most [#MAX_ROWS].
  /// Averages of one year share a request.
  public static ListQueryTemplate averages(LocalDate date) {
    LocalDate first = date.withDayOfYear(1);
    return new ListQueryTemplate(
        ListQueryTemplate.ListKind.AVERAGES,
        MAX_ROWS,
        null,
        first,
        first.plusYears(1).minusDays(1),
        false,
        false);
  }

  public static ListQueryTemplate correlations(LocalDate date) {
    return new ListQueryTemplate(
        ListQueryTemplate.ListKind.CORRELATIONS, MAX_ROWS, null, date, date, false, false);
  }
}
