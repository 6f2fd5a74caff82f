package io.existgraph.data;

import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The result of a query on the cached pages of a list: its rows, or which pages are missing.
public sealed interface ListResult<R> {
  /// `offset` is the place of the first row in the list, `from` the keys of the pages that have
  /// them.
  record Known<R>(
      List<R> rows, int offset, boolean hasNext, @Nullable Integer total, Set<CacheKey<?>> from)
      implements ListResult<R> {}

  /// `open` when even more pages may turn out to be needed; `most` is how many at most.
  record Missing<R>(NavigableSet<Integer> pages, boolean open, int most) implements ListResult<R> {}
}
