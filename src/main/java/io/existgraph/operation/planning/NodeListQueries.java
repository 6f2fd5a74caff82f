package io.existgraph.operation.planning;

import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.Template;
import io.existgraph.model.Insight;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Queries for the row that an id refers to.
public final class NodeListQueries {
  private static final int MAX_ROWS = 100;

  private NodeListQueries() {}

  /// Insights about the moment it was created, whatever the user's zone makes of its date.
  public static ListQuery<Insight> insights(Instant created) {
    LocalDate date = LocalDate.ofInstant(created, ZoneOffset.UTC);
    return new ListQuery<>(
        InsightListResource.of(null, date.minusDays(1), date.plusDays(1)), MAX_ROWS, null, false);
  }

  public static Template averages(LocalDate date) {
    return new Template(Template.Of.AVERAGES, 1, null, date, date, false, false);
  }

  public static Template correlations(LocalDate date) {
    return new Template(Template.Of.CORRELATIONS, MAX_ROWS, null, date, date, false, false);
  }
}
