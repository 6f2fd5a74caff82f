package io.existgraph.view;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A list that is used only as a whole, assembled from its cached pages. Most such lists have one
/// page; the first contains the number of rows.
record CompleteList<R>(CacheView view, IntFunction<CacheKey<ListPage<R>>> keys) {
  /// More than an operation may request, so that a list with more is refused, not cut off.
  private static final int MAX_PAGES = 1_000;

  /// The rows of all pages, or which pages are missing.
  ListResult<R> rows() {
    List<ListPage<R>> pages = pages();
    Set<CacheKey<?>> from = new HashSet<>();
    for (int number = 1; number <= pages.size(); number++) {
      from.add(keys.apply(number));
    }
    if (!isComplete(pages)) {
      return missing(pages);
    }
    List<R> rows =
        pages.size() == 1
            ? pages.getFirst().rows()
            : pages.stream().flatMap(page -> page.rows().stream()).toList();
    return new ListResult.KnownRows<>(rows, 0, false, rows.size(), from);
  }

  /// All pages; null while any is missing.
  @Nullable List<ListPage<R>> all() {
    List<ListPage<R>> pages = pages();
    return isComplete(pages) ? pages : null;
  }

  /// The pages from the first one up to the last, or to the one before the first that is missing.
  private List<ListPage<R>> pages() {
    ListPage<R> page = view.get(keys.apply(1));
    if (page != null && !page.hasNext()) {
      return List.of(page);
    }
    List<ListPage<R>> pages = new ArrayList<>();
    while (page != null) {
      pages.add(page);
      page = isComplete(pages) ? null : view.get(keys.apply(pages.size() + 1));
    }
    return pages;
  }

  private static <R> boolean isComplete(List<ListPage<R>> pages) {
    return !pages.isEmpty() && !pages.getLast().hasNext();
  }

  private ListResult<R> missing(List<ListPage<R>> pages) {
    int firstMissing = pages.size() + 1;
    Integer last = pages.isEmpty() ? null : pages.getFirst().pages();
    NavigableSet<Integer> missing = new TreeSet<>(Set.of(firstMissing));
    IntStream.rangeClosed(firstMissing, last == null ? 0 : Math.min(last, MAX_PAGES))
        .filter(number -> view.get(keys.apply(number)) == null)
        .forEach(missing::add);
    return ListResult.MissingPages.behind(pages.size(), missing, last != null);
  }
}
