package io.existgraph.plan;

import io.existgraph.model.Insight;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.RowsQuery;
import io.existgraph.upstream.RowsQuery.Template;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Where to look for the row that an id speaks of.
public final class NodeRows {
  private static final int MOST = 100;

  private NodeRows() {}

  /// Insights about the moment it was created, whatever the user's zone makes of its date.
  public static RowsQuery<Insight> insights(Instant created) {
    LocalDate date = LocalDate.ofInstant(created, ZoneOffset.UTC);
    return new RowsQuery<>(
        new Listing.Insights(null, date.minusDays(1), date.plusDays(1)), MOST, null, null, false);
  }

  public static Template averages(LocalDate date) {
    return new Template(Template.Of.AVERAGES, 1, null, date, date, false, false);
  }

  public static Template correlations(LocalDate date) {
    return new Template(Template.Of.CORRELATIONS, MOST, null, date, date, false, false);
  }
}
