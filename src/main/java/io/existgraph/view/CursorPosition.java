package io.existgraph.view;

import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import java.util.List;
import java.util.stream.IntStream;

/// The place of a cursor's row among the rows of a run.
///
/// A cursor holds the offset of its row and its identity. Rows that arrived on top since then have
/// pushed it down, never up: it is found by its identity, or everything older than it follows.
record CursorPosition<R>(ListResource<R> listing, ListQuery.RowPosition after) {
  /// Whether the page before may have the row: rows of one moment may stand on both sides of a
  /// page's end.
  boolean mayBeBefore(List<R> rows) {
    return !rows.isEmpty()
        && (listing.ordersTies() || !isAmong(rows))
        && isOfMoment(rows.getFirst());
  }

  /// Whether later pages may have the row: rows that arrived on top may have pushed it there.
  boolean mayBeBehind(List<R> rows) {
    return (rows.isEmpty() || listing.moment(rows.getLast()).compareTo(moment()) >= 0)
        && !isAmong(rows);
  }

  private boolean isAmong(List<R> rows) {
    return rows.stream().anyMatch(this::isAt);
  }

  private boolean isAt(R row) {
    return listing.identity(row).equals(after.identity());
  }

  private String moment() {
    return moment(after);
  }

  static String moment(ListQuery.RowPosition position) {
    return position.identity().split("\\|", 2)[0];
  }

  /// The rows that follow the cursor. `offset` is that of the first row.
  List<R> after(List<R> rows, int offset) {
    return after.seen().isEmpty()
        ? rows.subList(skipped(rows, offset), rows.size())
        : rows.stream().filter(this::isUnseen).toList();
  }

  /// Whether it is older than the cursor's row, or of its moment but not among those that came
  /// before.
  private boolean isUnseen(R row) {
    int comparison = compareToCursor(row);
    return comparison < 0
        || (comparison == 0
            && !after.seen().contains(ListQuery.RowPosition.hash(listing.identity(row))));
  }

  /// Whether the row is of the moment of the cursor's.
  boolean isOfMoment(R row) {
    return compareToCursor(row) == 0;
  }

  /// How many rows lie up to the cursor, itself included. `offset` is that of the first row.
  private int skipped(List<R> rows, int offset) {
    int place = Math.max(0, after.offset() + 1 - offset);
    List<Integer> alike =
        IntStream.range(0, rows.size()).filter(i -> isAt(rows.get(i))).boxed().toList();
    if (!alike.isEmpty()) { // of rows that nothing distinguishes, the one at its place or below
      return 1 + alike.stream().filter(i -> i + 1 >= place).findFirst().orElse(alike.getLast());
    }
    return (int)
        IntStream.range(0, rows.size())
            .takeWhile(i -> i < place || compareToCursor(rows.get(i)) > 0)
            .filter(i -> compareToCursor(rows.get(i)) >= 0)
            .count();
  }

  private int compareToCursor(R row) {
    return listing.moment(row).compareTo(moment());
  }
}
