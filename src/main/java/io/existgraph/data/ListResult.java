package io.existgraph.data;

import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The result of a query on the cached pages of a list: its rows, or which pages are missing.
public sealed interface ListResult<R> {
  /// `offset` is the place of the first row in the list, `from` the keys of the pages that have
  /// them.
  record KnownRows<R>(
      List<R> rows, int offset, boolean hasNext, @Nullable Integer total, Set<CacheKey<?>> from)
      implements ListResult<R> {}

  /// `pages` can be requested now; `most` is how many are needed at most, these included. `open`
  /// when Exist's next page may show that fewer are.
  record MissingPages<R>(NavigableSet<Integer> pages, boolean open, int most)
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
          isProven ? missing : new TreeSet<>(Set.of(missing.first())), false, missing.size());
    }

    /// How many are needed after these.
    public int later() {
      return open ? 0 : most - pages.size();
    }
  }
}
