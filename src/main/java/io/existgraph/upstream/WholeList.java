package io.existgraph.upstream;

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
final class WholeList {
  private static final int MOST_PAGES = 50;

  private WholeList() {}

  static <R> Rows<R> of(Facts facts, IntFunction<Topic<Page<R>>> pages) {
    Topic<Page<R>> first = pages.apply(1);
    Page<R> only = facts.get(first);
    if (only != null && !only.hasNext()) {
      return new Rows.Known<>(only.rows(), 0, false, only.rows().size(), Set.of(first));
    }
    List<R> rows = new ArrayList<>();
    Set<Topic<?>> from = new HashSet<>();
    for (int number = 1; number <= MOST_PAGES; number++) {
      Topic<Page<R>> topic = pages.apply(number);
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
    return new Rows.Known<>(List.copyOf(rows), 0, false, rows.size(), from);
  }

  private static <R> Rows<R> missing(
      Facts facts, IntFunction<Topic<Page<R>>> pages, int firstMissing) {
    Page<R> first = facts.get(pages.apply(1));
    Integer last = first == null ? null : first.pages();
    NavigableSet<Integer> missing = new TreeSet<>();
    missing.add(firstMissing);
    IntStream.rangeClosed(firstMissing, last == null ? 0 : Math.min(last, MOST_PAGES))
        .filter(number -> facts.get(pages.apply(number)) == null)
        .forEach(missing::add);
    return new Rows.Missing<>(missing, false, missing.size());
  }
}
