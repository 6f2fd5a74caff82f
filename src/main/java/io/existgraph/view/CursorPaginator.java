package io.existgraph.view;

import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Cursor pagination over cached pages: finds the rows of a query, or which pages are missing. See
/// [CursorPosition] for the meaning of a cursor after rows were added at the top.
final class CursorPaginator<R> {
  private final ListQuery<R> query;
  private final CachedPages<R> pages;
  private final ListRowFilter<R> filter;
  private final MissingPagePlanner<R> missing;
  private final int size;

  CursorPaginator(CachedPages<R> pages) {
    this.pages = pages;
    this.query = pages.query();
    this.filter = ListRowFilter.of(query, pages.view());
    this.size = pages.size();
    this.missing = new MissingPagePlanner<>(pages, size);
  }

  ListResult<R> rows() {
    if (query.strongestFirst()) {
      CachedPages.ConsecutiveRows<R> all = pages.from(1);
      return all.hasNoPages() ? missing.first(all) : strongest(all);
    }
    ListQuery.RowPosition after = query.after();
    if (after == null) {
      CachedPages.ConsecutiveRows<R> run = pages.from(1);
      return run.hasNoPages() ? missing.first(run) : select(run, run.rows());
    }
    CursorPosition<R> cursor = new CursorPosition<>(query.listing(), after);
    CachedPages.ConsecutiveRows<R> run =
        pages.from(pages.haveOthers() ? 1 : missing.pageAt(after.offset() + 1));
    while (run.firstPage() > 1 && cursor.mayBeBefore(run.rows())) {
      run = pages.from(run.firstPage() - 1);
    }
    if (run.hasNoPages()) {
      return missing.first(run);
    }
    boolean isCut = !run.isComplete() && cursor.mayBeBehind(run.rows());
    return isCut || ties(run).wereSettled()
        ? missing.next(run)
        : select(run, cursor.after(run.rows(), offset(run)));
  }

  /// The rows sorted by strength, of equally strong ones the newest first. A cursor's row that is
  /// not there any more is taken to have been at its place.
  private ListResult<R> strongest(CachedPages.ConsecutiveRows<R> run) {
    List<R> window = filter.sinceStart(run.rows());
    if (!run.isComplete() && window.size() == run.rows().size()) {
      return missing.all(run);
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
      return missing.all(run);
    }
    List<R> window = filter.sinceStart(rest);
    boolean isAll = run.isComplete() || window.size() < rest.size();
    List<R> found = filter.matching(window);
    int wanted = query.first();
    boolean isEnough = found.size() > wanted || (found.size() == wanted && !missing.hidesRows());
    if (!isEnough && !isAll) {
      return missing.more(run, wanted - found.size());
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

  private @Nullable Integer total(CachedPages.ConsecutiveRows<R> run) {
    if (query.isFiltered() || (pages.haveOthers() && !pages.list().isReadWhole())) {
      return null;
    }
    return pages.haveOthers() ? (Integer) run.rows().size() : missing.count(run);
  }

  private int offset(CachedPages.ConsecutiveRows<R> run) {
    return (run.firstPage() - 1) * size;
  }
}
