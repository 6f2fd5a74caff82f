package io.existgraph.view;

import io.existgraph.data.AverageListResource;
import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Lookup of a query's rows wherever they may be cached: in the list that Exist keeps, in the head
/// of it that came with another response, or in the list over all attributes. `kept` is the list
/// that Exist keeps.
record ListLookup<R>(CacheView view, ListQuery<R> query, ListResource<R> kept) {
  /// Where Exist keeps no list of one attribute's rows, they are looked for among the latest
  /// thousand.
  private static final int MAX_SEARCHED_PAGES = 10;

  private static final int ALL_PAGES = 10_000;

  /// The rows, or which pages of the kept list are missing.
  ListResult<R> rows() {
    boolean isOwnList = kept.equals(query.listing()) || kept.isOf(query.listing());
    int maxPages = isOwnList ? ALL_PAGES : MAX_SEARCHED_PAGES;
    ListResult<R> own = rowsIn(kept, pagesOf(kept), maxPages);
    if (own instanceof ListResult.MissingPages) {
      if (inHead() instanceof ListResult.KnownRows<R> known) {
        return known;
      }
      if (overAll() instanceof ListResult.KnownRows<R> known) {
        return known;
      }
      if (undated() instanceof ListResult.KnownRows<R> known) {
        return known;
      }
    }
    return own;
  }

  private ListResult<R> rowsIn(
      ListResource<R> list, IntFunction<@Nullable CacheKey<ListPage<R>>> keys, int maxPages) {
    return new CursorPaginator<>(new CachedPages<>(view, query, list, keys, maxPages)).rows();
  }

  private static <R> IntFunction<@Nullable CacheKey<ListPage<R>>> pagesOf(ListResource<R> list) {
    return page -> new CacheKey.RowsOf<>(list, page);
  }

  private @Nullable ListResult<R> inHead() {
    CacheKey<ListPage<R>> key = new CacheKey.FirstRowsOf<>(kept);
    ListPage<R> head = view.get(key);
    if (head == null || query.after() != null || (query.counted() && head.hasNext())) {
      return null;
    }
    ListResult<R> rows = rowsIn(kept, page -> page == 1 ? key : null, hasNone() ? 1 : ALL_PAGES);
    boolean isOpen = head.hasNext() && head.rows().size() <= query.first(); // whether more follow
    return isOpen && rows instanceof ListResult.KnownRows<R> known && known.hasNext() ? null : rows;
  }

  /// Texts have no averages: more of the list would not bring any.
  private boolean hasNone() {
    return kept instanceof AverageListResource averages && view.isText(averages.attribute());
  }

  /// A list of some dates is part of the one of all dates. Cursors count from its own beginning.
  private @Nullable ListResult<R> undated() {
    ListResource<R> all = kept.undated();
    return all == null || query.after() != null ? null : rowsIn(all, pagesOf(all), ALL_PAGES);
  }

  /// The total is that of the list itself alone, unless the other one is known to its end.
  private @Nullable ListResult<R> overAll() {
    ListResource<R> all = kept.overAll();
    return all == null || (query.counted() && !all.isReadWhole())
        ? null
        : rowsIn(all, pagesOf(all), ALL_PAGES);
  }
}
