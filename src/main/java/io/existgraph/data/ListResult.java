package io.existgraph.data;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The result of a query on the cached pages of a list: its rows, or which pages are missing.
public sealed interface ListResult<R> {
  /// `offset` is the place of the first row in the list, `from` the keys of the pages that have
  /// them, `seen` that of [ListQuery.RowPosition] by the index of a row.
  record KnownRows<R>(
      List<R> rows,
      int offset,
      boolean hasNext,
      @Nullable Integer total,
      Set<CacheKey<?>> from,
      Map<Integer, Set<Integer>> seen)
      implements ListResult<R> {
    public KnownRows(
        List<R> rows, int offset, boolean hasNext, @Nullable Integer total, Set<CacheKey<?>> from) {
      this(rows, offset, hasNext, total, from, Map.of());
    }

    /// The position of a row in the list that was queried.
    public ListQuery.RowPosition position(ListQuery<R> query, int index) {
      return new ListQuery.RowPosition(
          query.scope(),
          offset + index,
          query.listing().identity(rows.get(index)),
          seen.getOrDefault(index, Set.of()));
    }
  }

  /// `pages` can be requested now; `most` is how many are needed at most, these included, as far as
  /// the list is known, and `expected` how many they are expected to be at most. `open` when
  /// Exist's next page may show that fewer are.
  record MissingPages<R>(NavigableSet<Integer> pages, boolean open, int most, int expected)
      implements ListResult<R> {
    /// As many as one caller may have on the way by default.
    private static final int MAX_UNPROVEN = 4;

    /// These pages, behind the known ones. Where only the first is known and many follow, or their
    /// number is unknown, the second is requested alone: it shows whether there are different pages
    /// at all.
    public static <R> MissingPages<R> behind(
        int known, NavigableSet<Integer> missing, boolean isCounted) {
      boolean isProven = known != 1 || (isCounted && missing.size() <= MAX_UNPROVEN);
      return new MissingPages<>(
          isProven ? missing : new TreeSet<>(Set.of(missing.first())),
          false,
          missing.size(),
          missing.size());
    }

    /// How many are needed after these.
    public int later() {
      return open ? 0 : most - pages.size();
    }
  }
}
