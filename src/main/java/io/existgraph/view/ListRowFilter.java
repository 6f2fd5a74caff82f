package io.existgraph.view;

import io.existgraph.data.ListQuery;
import io.existgraph.data.UserRef;
import io.existgraph.model.Profile;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of a query that the gateway itself applies: dates, local to the user, and the
/// priority of insights. `zone` is null while the user's is not known.
record ListRowFilter<R>(ListQuery<R> query, @Nullable ZoneId zone) {
  static <R> ListRowFilter<R> of(ListQuery<R> query, CacheView view) {
    Profile profile = view.profile(UserRef.SELF);
    return new ListRowFilter<>(query, profile == null ? null : profile.zone());
  }

  /// The rows before the first that is older than `from`: lists are newest first, so behind it
  /// nothing matches.
  List<R> sinceStart(List<R> rows) {
    LocalDate from = query.listing().from();
    if (from == null) {
      return rows;
    }
    int end = 0;
    while (end < rows.size() && !query.listing().date(rows.get(end), zone).isBefore(from)) {
      end++;
    }
    return rows.subList(0, end);
  }

  /// The rows that match; the list itself where nothing is filtered.
  List<R> matching(List<R> rows) {
    if (!query.isFiltered()) {
      return rows;
    }
    return rows.stream().filter(this::matches).toList();
  }

  boolean matches(R row) {
    LocalDate to = query.listing().to();
    return (to == null || !query.listing().date(row, zone).isAfter(to))
        && query.listing().hasPriorityOf(row);
  }
}
