package io.existgraph.view;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.model.AttributeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The cached pages of `list`, in which the rows of a query are looked for: the list that is
/// queried, or another one that holds its rows among others. `keys` are those that a page may be
/// cached under; no more than `maxPages` are read.
record CachedPages<R>(
    CacheView view,
    ListQuery<R> query,
    ListResource<R> list,
    IntFunction<@Nullable CacheKey<ListPage<R>>> keys,
    int maxPages) {
  private static final int DEFAULT_SIZE = 100;

  /// The rows of consecutive pages, up to the first that is not cached. `isComplete` when the last
  /// page is among them.
  record ConsecutiveRows<R>(int firstPage, int nextPage, boolean isComplete, List<R> rows) {
    boolean hasNoPages() {
      return nextPage == firstPage;
    }
  }

  /// Whether the list has rows that the queried one has not.
  boolean haveOthers() {
    return !list.equals(query.listing()) && !list.isOf(query.listing());
  }

  /// Whether rows are left out here that Exist counts.
  boolean areFiltered() {
    return query.isFilteredByDate()
        || (query.listing() instanceof InsightListResource(_, _, _, var priority)
            && priority != null
            && !list.equals(query.listing()));
  }

  @Nullable ListPage<R> page(int number) {
    CacheKey<ListPage<R>> key = keys.apply(number);
    return key == null ? null : view.get(key);
  }

  /// Exist's own page size, which may be smaller than the requested one.
  int size() {
    ListPage<R> first = page(1);
    return first != null && first.hasNext() && first.size() > 0 ? first.size() : DEFAULT_SIZE;
  }

  /// The keys of the pages of a run.
  Set<CacheKey<?>> keysOf(ConsecutiveRows<R> run) {
    Set<CacheKey<?>> found = new HashSet<>();
    for (int page = run.firstPage(); page < run.nextPage(); page++) {
      CacheKey<ListPage<R>> key = keys.apply(page);
      if (key != null) {
        found.add(key);
      }
    }
    return Set.copyOf(found);
  }

  /// The pages from that one on.
  ConsecutiveRows<R> from(int firstPage) {
    AttributeName attribute = attributeOf(list) == null ? attributeOf(query.listing()) : null;
    RowCollector<R> rows = new RowCollector<>(query.listing(), haveOthers(), attribute, maxRows());
    boolean isComplete = false;
    int number = firstPage;
    ListPage<R> page = page(number);
    while (page != null && !isComplete) {
      rows.addAll(page);
      isComplete = !page.hasNext() || number >= maxPages;
      page = isComplete ? null : nextPage(number, page);
      number++;
    }
    if (number - firstPage > 1 && query.listing().ordersTies()) {
      rows.all.sort(query.listing().order());
    }
    return new ConsecutiveRows<>(firstPage, number, isComplete, rows.all);
  }

  /// As many as show whether more follow, where the first rows are queried as they are.
  private int maxRows() {
    boolean areFirst = query.after() == null && !query.strongestFirst() && !query.isFiltered();
    boolean areCounted = haveOthers() && list.isReadWhole();
    return areFirst && !areCounted ? query.first() + 1 : Integer.MAX_VALUE;
  }

  /// The page behind that one, unless rows may be missing between the two: the next is of an
  /// earlier reading, when the list had fewer rows, so that those which arrived on top have pushed
  /// others out of the first of the two.
  private @Nullable ListPage<R> nextPage(int number, ListPage<R> page) {
    ListPage<R> next = page(number + 1);
    boolean hasGap =
        next != null
            && page.count() != null
            && next.count() != null
            && page.count() > next.count()
            && isEarlier(number + 1, number);
    return hasGap ? null : next;
  }

  private boolean isEarlier(int number, int other) {
    CacheKey<ListPage<R>> key = keys.apply(number);
    CacheKey<ListPage<R>> otherKey = keys.apply(other);
    return key != null
        && otherKey != null
        && view.entryOf(key) instanceof CacheEntry<?>(_, var fetchedAt, _)
        && view.entryOf(otherKey) instanceof CacheEntry<?>(_, var otherFetchedAt, _)
        && fetchedAt.isBefore(otherFetchedAt);
  }

  /// The rows of the queried list. Among others, a row may be there from both of its sides; it
  /// counts once. So does one that rows on top have pushed from one page to the next between the
  /// readings of the two. None is added beyond `max`, except rows of the moment of the last one
  /// that is needed, where these are ordered, and one that shows that they have ended. Those of
  /// `attribute` are looked up in a list over all; null where it is none.
  private static final class RowCollector<R> {
    private final ListResource<R> listing;
    private final boolean areAmongOthers;
    private final @Nullable AttributeName attribute;
    private final int max;
    private final List<R> all = new ArrayList<>();
    private final Set<Object> keys = new HashSet<>();
    private boolean isFull;

    RowCollector(
        ListResource<R> listing,
        boolean areAmongOthers,
        @Nullable AttributeName attribute,
        int max) {
      this.listing = listing;
      this.areAmongOthers = areAmongOthers;
      this.attribute = attribute;
      this.max = max;
    }

    void addAll(ListPage<R> page) {
      if (isFull) {
        return;
      }
      List<R> some = attribute == null ? page.rows() : page.about(attribute);
      if (!areAmongOthers) {
        all.forEach(row -> keys.add(listing.identityKey(row))); // those of the pages before
      }
      for (int i = 0; i < some.size() && !isFull; i++) {
        add(some.get(i));
      }
    }

    private void add(R row) {
      R own = listing.own(row);
      if (own != null && !isKnown(own)) {
        all.add(own);
        isFull =
            listing.ordersTies()
                ? all.size() > max && !listing.moment(own).equals(listing.moment(all.get(max - 1)))
                : all.size() >= max;
      }
    }

    private boolean isKnown(R row) {
      if (areAmongOthers) {
        return !keys.add(listing.identityKey(row));
      }
      return !keys.isEmpty() && listing.isDistinct(row) && keys.contains(listing.identityKey(row));
    }
  }

  private static @Nullable AttributeName attributeOf(ListResource<?> list) {
    return list instanceof ListResource.OfAttribute of ? of.attribute() : null;
  }
}
