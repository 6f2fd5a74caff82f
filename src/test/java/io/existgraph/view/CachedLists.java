package io.existgraph.view;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Cached pages of lists, all of them usable, and what the paginator finds in them.
final class CachedLists {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  final Map<CacheKey<?>, CacheEntry<?>> entries = new HashMap<>();
  private final CacheView view =
      new CacheView(
          entries::get,
          (_, _, _) -> true,
          new UpstreamLists() {
            @Override
            public <R> ListResource<R> kept(ListResource<R> listing) {
              return listing;
            }
          },
          UnaryOperator.identity(),
          NOW);

  <R> void put(ListResource<R> list, int number, ListPage<R> page, Instant moment) {
    entries.put(new CacheKey.RowsOf<>(list, number), new CacheEntry<>(page, moment, 1));
  }

  /// The rows of a query in the pages of that list.
  <R> ListResult<R> rows(ListQuery<R> query, ListResource<R> list, int maxPages) {
    return new CursorPaginator<>(
            new CachedPages<>(
                view, query, list, page -> new CacheKey.RowsOf<>(list, page), maxPages))
        .rows();
  }
}
