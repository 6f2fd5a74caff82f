package io.existgraph.view;

import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The planner of the pages of a list that a query needs beside the cached ones.
final class MissingPagePlanner<R> {
  /// Both ends of a range of days, and a day more on either side.
  private static final int MORE_DAYS = 3;

  private final ListQuery<R> query;
  private final CachedPages<R> pages;
  private final int size;

  /// `size` is that of a page.
  MissingPagePlanner(CachedPages<R> pages, int size) {
    this.pages = pages;
    this.query = pages.query();
    this.size = size;
  }

  /// Not even the first page is known; where rows are hidden, more may turn out to be needed.
  ListResult<R> first(CachedPages.ConsecutiveRows<R> run) {
    ListQuery.RowPosition after = query.after();
    int start = after == null ? 0 : after.offset() + 1;
    boolean isShorter = query.isFilteredByDate() && query.first() > size; // likely
    int last =
        pages.haveOthers() || isShorter ? run.firstPage() : pageAt(start + query.first() - 1);
    NavigableSet<Integer> missing = range(run.firstPage(), last);
    if (hidesRows()) {
      return new ListResult.MissingPages<>(missing, true, pages.maxPages(), expectedPages());
    }
    int more = query.strongestFirst() ? expectedPages() - last : pagesBefore(run.firstPage());
    int most = missing.size();
    return new ListResult.MissingPages<>(missing, false, most, most + Math.max(0, more));
  }

  /// The page after a run.
  ListResult<R> next(CachedPages.ConsecutiveRows<R> run) {
    return upTo(run, run.nextPage());
  }

  /// All pages after a run.
  ListResult<R> all(CachedPages.ConsecutiveRows<R> run) {
    return upTo(run, lastPage(run));
  }

  /// The pages after a run that have so many more rows of the query.
  ListResult<R> more(CachedPages.ConsecutiveRows<R> run, int rows) {
    return upTo(run, hidesRows() ? lastPage(run) : pageOf(run, rows));
  }

  private ListResult<R> upTo(CachedPages.ConsecutiveRows<R> run, int last) {
    int known = run.nextPage() - run.firstPage();
    return ListResult.MissingPages.behind(known, range(run.nextPage(), last), count(run) != null);
  }

  /// Whether rows in between are left out here, so that only reading on shows whether more follow;
  /// or all are needed to sort them.
  boolean hidesRows() {
    return pages.areFiltered()
        || pages.haveOthers()
        || (query.strongestFirst() && !query.listing().isLatestBatch());
  }

  /// Exist's own count of the list; null where it has none.
  @Nullable Integer count(CachedPages.ConsecutiveRows<R> run) {
    ListPage<R> first = pages.page(run.firstPage());
    return first == null ? null : first.count();
  }

  /// The page that has the row at that place, counted from 0.
  int pageAt(int place) {
    return place / size + 1;
  }

  /// The page that so many more rows reach to, which is none behind the last.
  private int pageOf(CachedPages.ConsecutiveRows<R> run, int more) {
    int page = run.nextPage() + (more - 1) / size;
    return count(run) == null ? page : Math.min(page, lastPage(run));
  }

  /// The last one by Exist's count; the next one where Exist does not count.
  private int lastPage(CachedPages.ConsecutiveRows<R> run) {
    Integer count = count(run);
    int last = count == null ? run.nextPage() : Math.ceilDiv(count, size);
    return Math.max(run.nextPage(), Math.min(last, pages.maxPages()));
  }

  /// How many pages before that one may have rows of the cursor's moment, if its own begins so.
  private int pagesBefore(int page) {
    return query.listing().ordersTies() && page > 1 && pages.page(page - 1) == null ? page - 1 : 0;
  }

  /// How many pages the list is expected to have at most: a batch has no more rows than there are
  /// attributes, and a list of some dates no more pages than days.
  private int expectedPages() {
    if (query.listing().isLatestBatch()) {
      return Math.ceilDiv(Math.max(1, pages.view().mostAttributes()), size);
    }
    LocalDate from = query.listing().from();
    LocalDate to = query.listing().to();
    if (from == null) {
      return pages.maxPages();
    }
    LocalDate last = to == null ? pages.view().latestToday(UserRef.SELF) : to;
    return Math.clamp(ChronoUnit.DAYS.between(from, last) + MORE_DAYS, 1, pages.maxPages());
  }

  private static NavigableSet<Integer> range(int from, int to) {
    NavigableSet<Integer> pages = new TreeSet<>();
    for (int page = from; page == from || page <= to; page++) {
      pages.add(page);
    }
    return pages;
  }
}
