package io.existgraph.view;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.data.Page;
import io.existgraph.data.UserRef;
import io.existgraph.model.Insight;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds the rows of a query in the pages that are known, or tells which pages it lacks.
///
/// A position holds the place of its row and its identity. Rows that arrived on top since have
/// pushed it down, never up: it is found by identity, or everything older than it is taken.
///
/// The pages may be those of another list that holds the rows among others.
final class CursorPaginator<R> {
  private static final int USUAL_SIZE = 100;

  private final CacheView facts;
  private final ListQuery<R> query;
  private final ListResource<R> listing;
  private final ListResource<R> list;
  private final IntFunction<@Nullable CacheKey<Page<R>>> pages;
  private final int mostPages;
  private final List<R> run = new ArrayList<>();
  private int size = USUAL_SIZE;
  private int firstPage;
  private int nextPage;
  private boolean isComplete;

  /// `pages` tells where a page of `list` may be known, and no more than `mostPages` of it are
  /// read.
  CursorPaginator(
      CacheView facts,
      ListQuery<R> query,
      ListResource<R> list,
      IntFunction<@Nullable CacheKey<Page<R>>> pages,
      int mostPages) {
    this.facts = facts;
    this.query = query;
    this.listing = query.listing();
    this.list = list;
    this.pages = pages;
    this.mostPages = mostPages;
  }

  ListResult<R> rows() {
    size = pageSize();
    ListQuery.Position after = query.after();
    firstPage = after == null || isAmongOthers() ? 1 : (after.offset() + 1) / size + 1;
    loadFrom(firstPage);
    if (after != null && firstPage > 1 && !run.isEmpty() && mayBeginEarlier(after)) {
      firstPage--;
      loadFrom(firstPage);
    }
    if (nextPage == firstPage) {
      return missing(firstPage, isAmongOthers() ? firstPage : lastPageOf(query.first()));
    }
    return after != null && mayBeginLater(after) ? missing(nextPage, nextPage) : select();
  }

  private @Nullable Page<R> page(int number) {
    CacheKey<Page<R>> topic = pages.apply(number);
    return topic == null ? null : facts.get(topic);
  }

  /// The pages that the rows were found in.
  private Set<CacheKey<?>> read() {
    return IntStream.range(firstPage, nextPage)
        .mapToObj(pages)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isAmongOthers() {
    return !list.equals(listing) && !list.isOf(listing);
  }

  /// Exist's own page size, which may be smaller than what is asked for.
  private int pageSize() {
    Page<R> first = page(1);
    return first != null && first.hasNext() && first.size() > 0 ? first.size() : USUAL_SIZE;
  }

  private void loadFrom(int number) {
    run.clear();
    nextPage = number;
    isComplete = false;
    Page<R> page = page(nextPage);
    while (page != null && !isComplete) {
      page.rows().forEach(this::add);
      isComplete = !page.hasNext() || nextPage >= mostPages;
      page = page(++nextPage);
    }
  }

  private void add(R row) {
    R own = listing.own(row);
    if (own != null && !(isAmongOthers() && isInRun(listing.identity(own)))) {
      run.add(own);
    }
  }

  private boolean isInRun(String identity) {
    return run.stream().anyMatch(it -> listing.identity(it).equals(identity));
  }

  /// Rows of one moment may stand on both sides of a page's end.
  private boolean mayBeginEarlier(ListQuery.Position after) {
    return !isInRun(after.identity())
        && after.identity().startsWith(listing.moment(run.getFirst()));
  }

  /// Rows that arrived on top may have pushed the position's own row behind what is known.
  private boolean mayBeginLater(ListQuery.Position after) {
    return !isComplete
        && (run.isEmpty() || moment(run.size() - 1).compareTo(momentOf(after)) >= 0)
        && !isInRun(after.identity());
  }

  private ListResult<R> select() {
    if (!isComplete && isAmongOthers() && list.isReadWhole()) {
      return missing(nextPage, lastPage());
    }
    int skipped = skipped();
    List<R> rest = run.subList(skipped, run.size());
    int end = endOfWindow(rest);
    boolean isAll = isComplete || end < rest.size();
    List<R> kept = rest.subList(0, end).stream().filter(inWindow()).toList();
    boolean enough = kept.size() > query.first() || (kept.size() == query.first() && !hidesRows());
    if (!enough && !isAll) {
      return hidesRows()
          ? missing(nextPage, lastPage())
          : missing(nextPage, pageOf(query.first() - kept.size()));
    }
    List<R> rows = kept.subList(0, Math.min(query.first(), kept.size()));
    boolean hasNext = kept.size() > query.first() || !isAll;
    return new ListResult.Known<>(List.copyOf(rows), offset() + skipped, hasNext, total(), read());
  }

  private int offset() {
    return (firstPage - 1) * size;
  }

  private int skipped() {
    ListQuery.Position after = query.after();
    if (after == null) {
      return 0;
    }
    int place = Math.max(0, after.offset() + 1 - offset());
    List<Integer> alike =
        IntStream.range(0, run.size())
            .filter(i -> listing.identity(run.get(i)).equals(after.identity()))
            .boxed()
            .toList();
    if (!alike.isEmpty()) { // of rows that nothing tells apart, the one at its place or below
      return 1 + alike.stream().filter(i -> i + 1 >= place).findFirst().orElse(alike.getLast());
    }
    return (int)
        IntStream.range(0, run.size())
            .takeWhile(i -> i < place || moment(i).compareTo(momentOf(after)) > 0)
            .filter(i -> moment(i).compareTo(momentOf(after)) >= 0)
            .count();
  }

  private String moment(int index) {
    return listing.moment(run.get(index));
  }

  private static String momentOf(ListQuery.Position position) {
    return position.identity().split("\\|", 2)[0];
  }

  /// Whether rows in between are left out here, so that only reading on tells whether more follow.
  private boolean hidesRows() {
    return query.isFiltered() || isAmongOthers();
  }

  /// The list is newest first: behind the first row before `from` nothing matches.
  private int endOfWindow(List<R> rows) {
    LocalDate from = listing.from();
    if (from == null) {
      return rows.size();
    }
    for (int i = 0; i < rows.size(); i++) {
      if (date(rows.get(i)).isBefore(from)) {
        return i;
      }
    }
    return rows.size();
  }

  private Predicate<R> inWindow() {
    LocalDate to = listing.to();
    return row ->
        (to == null || !date(row).isAfter(to))
            && (query.priority() == null
                || (row instanceof Insight it && query.priority().equals(it.type().priority())));
  }

  private LocalDate date(R row) {
    return switch (row) {
      case Insight insight -> {
        var profile = facts.profile(UserRef.SELF);
        ZoneId zone = profile == null ? insight.created().getOffset() : profile.zone();
        yield insight.created().atZoneSameInstant(zone).toLocalDate();
      }
      default -> LocalDate.parse(listing.moment(row));
    };
  }

  private @Nullable Integer total() {
    if (query.isFiltered() || (isAmongOthers() && !list.isReadWhole())) {
      return null;
    }
    Page<R> page = page(firstPage);
    return isAmongOthers() ? (Integer) run.size() : page == null ? null : page.count();
  }

  private int lastPageOf(int rows) {
    ListQuery.Position after = query.after();
    int start = after == null ? 0 : after.offset() + 1;
    return (start + rows - 1) / size + 1;
  }

  /// The page that so many more rows reach to, which is none behind the last.
  private int pageOf(int more) {
    int page = nextPage + (more - 1) / size;
    return count() == null ? page : Math.min(page, lastPage());
  }

  /// The last one by Exist's count; the next one where Exist does not count.
  private int lastPage() {
    Integer count = count();
    int last = count == null ? nextPage : (count + size - 1) / size;
    return Math.max(nextPage, Math.min(last, mostPages));
  }

  private @Nullable Integer count() {
    Page<R> known = page(firstPage);
    return known == null ? null : known.count();
  }

  private ListResult<R> missing(int from, int to) {
    NavigableSet<Integer> missing = new TreeSet<>();
    IntStream.rangeClosed(from, Math.max(from, to)).forEach(missing::add);
    boolean isOpen = hidesRows() && nextPage == firstPage;
    return new ListResult.Missing<>(missing, isOpen, isOpen ? mostPages : missing.size());
  }
}
