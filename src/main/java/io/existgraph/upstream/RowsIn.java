package io.existgraph.upstream;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Looks for the rows of a query wherever they may be known: in the list that Exist keeps, in the
/// head of it that came with another answer, or in the list over all attributes.
final class RowsIn<R> {
  /// Where Exist keeps no list of one attribute's rows, they are looked for among the latest
  /// thousand.
  private static final int MOST_SEARCHED = 10;

  private static final int ALL = 10_000;

  private final Facts facts;
  private final RowsQuery<R> query;
  private final Listing<R> kept;

  RowsIn(Facts facts, RowsQuery<R> query, Listing<R> kept) {
    this.facts = facts;
    this.query = query;
    this.kept = kept;
  }

  Rows<R> rows() {
    int most = kept.equals(query.listing()) ? ALL : MOST_SEARCHED;
    Rows<R> own = in(kept, pagesOf(kept), most);
    if (own instanceof Rows.Missing) {
      if (inHead() instanceof Rows.Known<R> known) {
        return known;
      }
      if (overAll() instanceof Rows.Known<R> known) {
        return known;
      }
    }
    return own;
  }

  private Rows<R> in(Listing<R> list, IntFunction<@Nullable Topic<Page<R>>> pages, int most) {
    return new Paging<>(facts, query, list, pages, most).rows();
  }

  private IntFunction<@Nullable Topic<Page<R>>> pagesOf(Listing<R> list) {
    return page -> new Topic.RowsOf<>(list, page);
  }

  private @Nullable Rows<R> inHead() {
    Topic<Page<R>> topic = new Topic.HeadOf<>(kept);
    Page<R> head = facts.get(topic);
    if (head == null || query.after() != null || (query.counted() && head.hasNext())) {
      return null;
    }
    Rows<R> rows = in(kept, page -> page == 1 ? topic : null, hasNone() ? 1 : ALL);
    boolean isOpen = head.hasNext() && head.rows().size() <= query.first(); // whether more follow
    return isOpen && rows instanceof Rows.Known<R> known && known.hasNext() ? null : rows;
  }

  /// Texts have no averages: more of the list would not bring any.
  private boolean hasNone() {
    return kept instanceof Listing.Averages averages && facts.isText(averages.attribute());
  }

  /// A total is told by the list itself alone, unless the other one is known to its end.
  private @Nullable Rows<R> overAll() {
    Listing<R> all = kept.overAll();
    return all == null || (query.counted() && !all.isReadWhole())
        ? null
        : in(all, pagesOf(all), ALL);
  }
}
