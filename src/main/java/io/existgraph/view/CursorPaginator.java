package io.existgraph.view;

import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Cursor pagination over cached pages: finds the rows of a query, or which pages are missing. See
/// [CursorPosition] for the meaning of a cursor after rows were added at the top.
final class CursorPaginator<R> {
  /// Both ends of a range of days, and a day more on either side.
  private static final int MORE_DAYS = 3;

  private final ListQuery<R> query;
  private final CachedPages<R> pages;
  private final ListRowFilter<R> filter;
  private final int size;

  CursorPaginator(CachedPages<R> pages) {
    this.pages = pages;
    this.query = pages.query();
    this.filter = ListRowFilter.of(query, pages.view());
    this.size = pages.size();
  }

  ListResult<R> rows() {
    if (query.strongestFirst()) {
      CachedPages.ConsecutiveRows<R> all = pages.from(1);
      return all.hasNoPages() ? missingFirst(all) : strongest(all);
    }
    ListQuery.RowPosition after = query.after();
    if (after == null) {
      CachedPages.ConsecutiveRows<R> run = pages.from(1);
      return run.hasNoPages() ? missingFirst(run) : select(run, run.rows());
    }
    CursorPosition<R> cursor = new CursorPosition<>(query.listing(), after);
    CachedPages.ConsecutiveRows<R> run =
        pages.from(pages.haveOthers() ? 1 : pageAt(after.offset() + 1));
    while (run.firstPage() > 1 && cursor.mayBeBefore(run.rows())) {
      run = pages.from(run.firstPage() - 1);
    }
    if (run.hasNoPages()) {
      return missingFirst(run);
    }
    boolean isCut = !run.isComplete() && cursor.mayBeBehind(run.rows());
    return isCut || ties(run).wereSettled()
        ? missing(run, run.nextPage())
        : select(run, cursor.after(run.rows(), offset(run)));
  }

  /// The rows sorted by strength, of equally strong ones the newest first. A cursor's row that is
  /// not there any more is taken to have been at its place.
  private ListResult<R> strongest(CachedPages.ConsecutiveRows<R> run) {
    List<R> window = filter.sinceStart(run.rows());
    if (!run.isComplete() && window.size() == run.rows().size()) {
      return missing(run, lastPage(run));
    }
    List<R> sorted =
        window.stream()
            .filter(filter::matches)
            .sorted(Comparator.<R>comparingDouble(query.listing()::strength).reversed())
            .toList();
    int skipped = Math.min(sorted.size(), skippedOf(sorted));
    int end = Math.min(sorted.size(), skipped + query.first());
    return new ListResult.KnownRows<>(
        sorted.subList(skipped, end), skipped, end < sorted.size(), total(run), pages.keysOf(run));
  }

  private int skippedOf(List<R> sorted) {
    ListQuery.RowPosition after = query.after();
    if (after == null) {
      return 0;
    }
    return 1
        + IntStream.range(0, sorted.size())
            .filter(i -> query.listing().identity(sorted.get(i)).equals(after.identity()))
            .findFirst()
            .orElse(after.offset());
  }

  /// The first of the rows of a run that are left after the cursor.
  private ListResult<R> select(CachedPages.ConsecutiveRows<R> run, List<R> rest) {
    if (!run.isComplete() && pages.haveOthers() && pages.list().isReadWhole()) {
      return missing(run, lastPage(run));
    }
    List<R> window = filter.sinceStart(rest);
    boolean isAll = run.isComplete() || window.size() < rest.size();
    List<R> found = window.stream().filter(filter::matches).toList();
    int wanted = query.first();
    boolean isEnough = found.size() > wanted || (found.size() == wanted && !hidesRows());
    if (!isEnough && !isAll) {
      return missing(run, hidesRows() ? lastPage(run) : pageOf(run, wanted - found.size()));
    }
    List<R> rows = List.copyOf(found.subList(0, Math.min(wanted, found.size())));
    return new ListResult.KnownRows<>(
        rows,
        offset(run) + run.rows().size() - rest.size(),
        found.size() > wanted || !isAll,
        total(run),
        pages.keysOf(run),
        ties(run).seen(rows));
  }

  private UnsettledTies<R> ties(CachedPages.ConsecutiveRows<R> run) {
    return new UnsettledTies<>(query, run.rows(), run.isComplete());
  }

  /// Whether rows in between are left out here, so that only reading on shows whether more follow;
  /// or all are needed to sort them.
  private boolean hidesRows() {
    return pages.areFiltered()
        || pages.haveOthers()
        || (query.strongestFirst() && !query.listing().isLatestBatch());
  }

  private @Nullable Integer total(CachedPages.ConsecutiveRows<R> run) {
    if (query.isFiltered() || (pages.haveOthers() && !pages.list().isReadWhole())) {
      return null;
    }
    return pages.haveOthers() ? (Integer) run.rows().size() : count(run);
  }

  /// Exist's own count of the list; null where it has none.
  private @Nullable Integer count(CachedPages.ConsecutiveRows<R> run) {
    ListPage<R> first = pages.page(run.firstPage());
    return first == null ? null : first.count();
  }

  private int offset(CachedPages.ConsecutiveRows<R> run) {
    return (run.firstPage() - 1) * size;
  }

  /// The page that has the row at that place, counted from 0.
  private int pageAt(int place) {
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

  /// Not even the first page is known; where rows are hidden, more may turn out to be needed.
  private ListResult<R> missingFirst(CachedPages.ConsecutiveRows<R> run) {
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

  /// The pages after the known ones, up to that one.
  private ListResult<R> missing(CachedPages.ConsecutiveRows<R> run, int last) {
    int known = run.nextPage() - run.firstPage();
    return ListResult.MissingPages.behind(known, range(run.nextPage(), last), count(run) != null);
  }

  private static NavigableSet<Integer> range(int from, int to) {
    return IntStream.rangeClosed(from, Math.max(from, to))
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
