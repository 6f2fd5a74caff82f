package io.existgraph.view;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListResult;
import io.existgraph.data.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Puts the pages of a list together that is of use only as a whole, or tells which it lacks. Most
/// such lists have one page; the first tells of others.
final class CompleteList {
  private static final int MOST_PAGES = 50;

  private CompleteList() {}

  static <R> ListResult<R> of(CacheView facts, IntFunction<CacheKey<Page<R>>> pages) {
    CacheKey<Page<R>> first = pages.apply(1);
    Page<R> only = facts.get(first);
    if (only != null && !only.hasNext()) {
      return new ListResult.Known<>(only.rows(), 0, false, only.rows().size(), Set.of(first));
    }
    List<R> rows = new ArrayList<>();
    Set<CacheKey<?>> from = new HashSet<>();
    for (int number = 1; number <= MOST_PAGES; number++) {
      CacheKey<Page<R>> topic = pages.apply(number);
      Page<R> page = facts.get(topic);
      if (page == null) {
        return missing(facts, pages, number);
      }
      rows.addAll(page.rows());
      from.add(topic);
      if (!page.hasNext()) {
        break;
      }
    }
    return new ListResult.Known<>(List.copyOf(rows), 0, false, rows.size(), from);
  }

  private static <R> ListResult<R> missing(
      CacheView facts, IntFunction<CacheKey<Page<R>>> pages, int firstMissing) {
    Page<R> first = facts.get(pages.apply(1));
    Integer last = first == null ? null : first.pages();
    NavigableSet<Integer> missing = new TreeSet<>();
    missing.add(firstMissing);
    IntStream.rangeClosed(firstMissing, last == null ? 0 : Math.min(last, MOST_PAGES))
        .filter(number -> facts.get(pages.apply(number)) == null)
        .forEach(missing::add);
    return new ListResult.Missing<>(missing, false, missing.size());
  }
}
