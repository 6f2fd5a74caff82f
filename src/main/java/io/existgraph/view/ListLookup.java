package io.existgraph.view;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.data.Page;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Looks for the rows of a query wherever they may be known: in the list that Exist keeps, in the
/// head of it that came with another answer, or in the list over all attributes.
final class ListLookup<R> {
  /// Where Exist keeps no list of one attribute's rows, they are looked for among the latest
  /// thousand.
  private static final int MOST_SEARCHED = 10;

  private static final int ALL = 10_000;

  private final CacheView facts;
  private final ListQuery<R> query;
  private final ListResource<R> kept;

  ListLookup(CacheView facts, ListQuery<R> query, ListResource<R> kept) {
    this.facts = facts;
    this.query = query;
    this.kept = kept;
  }

  ListResult<R> rows() {
    int most = kept.equals(query.listing()) ? ALL : MOST_SEARCHED;
    ListResult<R> own = in(kept, pagesOf(kept), most);
    if (own instanceof ListResult.Missing) {
      if (inHead() instanceof ListResult.Known<R> known) {
        return known;
      }
      if (overAll() instanceof ListResult.Known<R> known) {
        return known;
      }
    }
    return own;
  }

  private ListResult<R> in(
      ListResource<R> list, IntFunction<@Nullable CacheKey<Page<R>>> pages, int most) {
    return new CursorPaginator<>(facts, query, list, pages, most).rows();
  }

  private IntFunction<@Nullable CacheKey<Page<R>>> pagesOf(ListResource<R> list) {
    return page -> new CacheKey.RowsOf<>(list, page);
  }

  private @Nullable ListResult<R> inHead() {
    CacheKey<Page<R>> topic = new CacheKey.HeadOf<>(kept);
    Page<R> head = facts.get(topic);
    if (head == null || query.after() != null || (query.counted() && head.hasNext())) {
      return null;
    }
    ListResult<R> rows = in(kept, page -> page == 1 ? topic : null, hasNone() ? 1 : ALL);
    boolean isOpen = head.hasNext() && head.rows().size() <= query.first(); // whether more follow
    return isOpen && rows instanceof ListResult.Known<R> known && known.hasNext() ? null : rows;
  }

  /// Texts have no averages: more of the list would not bring any.
  private boolean hasNone() {
    return kept instanceof ListResource.Averages averages && facts.isText(averages.attribute());
  }

  /// A total is told by the list itself alone, unless the other one is known to its end.
  private @Nullable ListResult<R> overAll() {
    ListResource<R> all = kept.overAll();
    return all == null || (query.counted() && !all.isReadWhole())
        ? null
        : in(all, pagesOf(all), ALL);
  }
}
