package io.existgraph.view;

import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Rows of one moment whose order is not final: those at the end of a run, because Exist's next
/// page may have more of them, and those that a cursor has stopped among while that was so. A
/// cursor at such a row names all that came before it, so that none is lost or repeated once the
/// others are known.
///
/// @param rows those of a run, ordered
/// @param isComplete whether the list ends with them
record UnsettledTies<R>(ListQuery<R> query, List<R> rows, boolean isComplete) {
  /// The most rows that a cursor names.
  private static final int MAX_SEEN = 300;

  /// What has been seen up to each row of a page, by its index, where its order is not final.
  Map<Integer, Set<Integer>> seen(List<R> page) {
    if (!query.listing().ordersTies() || page.isEmpty()) {
      return Map.of();
    }
    Map<Integer, Set<Integer>> seen = new HashMap<>();
    for (int index = page.size() - 1; index >= 0 && isUnsettled(page.get(index)); index--) {
      seen.put(index, seenUpTo(page.get(index)));
    }
    for (int index = 0; index < page.size() && isAtCursor(page.get(index)); index++) {
      seen.put(index, seenUpTo(page.get(index)));
    }
    seen.values().removeIf(some -> some.size() > MAX_SEEN);
    return seen;
  }

  /// Whether the rows at the end, whose order is not final, are those of a cursor at which it was.
  boolean wereSettled() {
    ListQuery.RowPosition after = query.after();
    return query.listing().ordersTies()
        && after != null
        && after.seen().isEmpty()
        && !rows.isEmpty()
        && !isComplete
        && moment(rows.getLast()).equals(moment(after));
  }

  private boolean isUnsettled(R row) {
    return !isComplete && moment(row).equals(moment(rows.getLast()));
  }

  private boolean isAtCursor(R row) {
    ListQuery.RowPosition after = query.after();
    return after != null && !after.seen().isEmpty() && moment(row).equals(moment(after));
  }

  private Set<Integer> seenUpTo(R row) {
    ListQuery.RowPosition after = query.after();
    Set<Integer> seen = new TreeSet<>();
    if (after != null && moment(row).equals(moment(after))) {
      seen.addAll(after.seen());
    }
    rows.stream()
        .filter(other -> moment(other).equals(moment(row)))
        .takeWhile(other -> listing().order().compare(other, row) <= 0)
        .forEach(other -> seen.add(ListQuery.RowPosition.hash(listing().identity(other))));
    return seen;
  }

  private ListResource<R> listing() {
    return query.listing();
  }

  private String moment(R row) {
    return listing().moment(row);
  }

  private static String moment(ListQuery.RowPosition position) {
    return CursorPosition.moment(position);
  }
}
