package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.ListResult;
import io.existgraph.data.Page;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds the fewest requests for the days of values that are not known, and for which attributes
/// there are: the last 31 days of everything come in one list, and so do 31 days further back.
final class V2ValuePlanner {
  private final CacheView facts;
  private final MissingData gaps;
  private final Map<AttributeName, NavigableSet<LocalDate>> missing = new TreeMap<>();
  private final NavigableSet<LocalDate> unnamed = new TreeSet<>();
  private final List<AttributeSelector> wantedNames = new ArrayList<>();
  private final Set<AttributeName> guessed = new HashSet<>();
  private boolean wantsRecent;
  private int later;

  V2ValuePlanner(CacheView facts) {
    this.facts = facts;
    this.gaps = new MissingData(facts);
  }

  /// Which of these attributes there are, and what they are, is to be found out.
  void wantNames(AttributeSelector names) {
    wantedNames.add(names);
  }

  void add(LoadKey.ValuesKey need) {
    Collection<AttributeName> names = need.names().in(need.user(), facts);
    if (names == null) {
      names = given(need.names());
      if (names.isEmpty()) {
        addUnnamed(need);
        return;
      }
      guessed.addAll(names);
    }
    if (today() == null && need.range().isWithinLast(V2Endpoints.WINDOW) && isLong(need.range())) {
      wantsRecent = true;
      return;
    }
    for (AttributeName name : names) {
      NavigableSet<LocalDate> days = gaps.days(need.user(), name, need.range());
      if (!days.isEmpty()) {
        missing.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(days);
      }
    }
  }

  /// Names that are given, whether or not there are such attributes.
  private static Set<AttributeName> given(AttributeSelector names) {
    Set<AttributeName> given = new TreeSet<>();
    switch (names) {
      case AttributeSelector.One(var name) -> given.add(name);
      case AttributeSelector.Among(var some, _) when some != null ->
          some.stream()
              .filter(AttributeName::isName)
              .forEach(it -> given.add(new AttributeName(it)));
      default -> {}
    }
    return given;
  }

  /// While the zone is unknown, a wish for the last 31 days is one for more dates than that.
  private static boolean isLong(DateRange span) {
    return !span.isWithinLast(V2Endpoints.WINDOW - 2);
  }

  /// Values of attributes that are not known yet: those of all are asked for.
  private void addUnnamed(LoadKey.ValuesKey need) {
    DateRange span = need.range();
    if (span.isWithinLast(V2Endpoints.WINDOW)) {
      wantsRecent = true;
      return;
    }
    LocalDate today = today();
    DateRange.Days days = today == null ? span.widest(facts.now()) : span.days(today);
    wantsRecent |= !days.to().isBefore(recentFrom());
    if (need.names().areListed()) {
      days.from().datesUntil(days.to().plusDays(1)).filter(this::isOlder).forEach(unnamed::add);
    } else if (isOlder(days.from())) {
      later += RequestPlan.MANY;
    }
  }

  private @Nullable LocalDate today() {
    return facts.today(UserRef.SELF);
  }

  private LocalDate recentFrom() {
    return facts.latestToday(UserRef.SELF).minusDays(V2Endpoints.WINDOW - 1L);
  }

  private boolean isOlder(LocalDate day) {
    return day.isBefore(recentFrom());
  }

  /// Adds what is cheapest; returns how many more requests may follow once names are known.
  int askInto(Set<ReadRequest> asks) {
    if (wantsRecent) {
      pages().filter(page -> !isNew(page)).forEach(page -> asks.add(V2Endpoints.recent(page)));
    }
    windowsOfAll(asks);
    if (!wantedNames.isEmpty() && !areGivenAndMissing()) {
      names(asks);
    }
    askMissing(asks);
    names(asks);
    return later;
  }

  private boolean isNew(int page) {
    return facts.isKnownAs(FreshnessClass.TODAY, new CacheKey.RecentOf(UserRef.SELF, page));
  }

  /// The pages of the list of attributes, as far as the first one tells.
  private IntStream pages() {
    return IntStream.rangeClosed(1, pageCount());
  }

  private int pageCount() {
    Page<?> first = facts.get(new CacheKey.ListedOf(UserRef.SELF, 1));
    first = first == null ? facts.get(new CacheKey.ServicesOf(1)) : first;
    return first == null || !first.hasNext() ? 1 : Objects.requireNonNullElse(first.pages(), 1);
  }

  private void windowsOfAll(Set<ReadRequest> asks) {
    boolean tellsNames = facts.catalog(UserRef.SELF) == null && !wantsRecent;
    for (LocalDate to : DateRange.ends(unnamed, V2Endpoints.WINDOW)) {
      for (int page : pages().toArray()) {
        if (facts.get(new CacheKey.WindowOf(to, page)) == null) {
          asks.add(V2Endpoints.window(to, page, tellsNames));
        }
      }
      tellsNames = false;
    }
  }

  /// Whether values are to be asked for of every attribute of which more is to be known.
  private boolean areGivenAndMissing() {
    return wantedNames.stream()
        .allMatch(it -> !given(it).isEmpty() && missing.keySet().containsAll(given(it)));
  }

  /// Which attributes there are comes with anything that is asked of all of them, and what a few
  /// are with anything that is asked of these.
  private void names(Set<ReadRequest> asks) {
    Set<CacheKey<?>> topics = topics(asks);
    boolean areAllTold =
        topics.stream()
            .anyMatch(it -> it instanceof CacheKey.ListedOf || it instanceof CacheKey.ServicesOf);
    if (areAllTold || wantedNames.stream().allMatch(it -> areTold(it, topics))) {
      return;
    }
    if (facts.listed(UserRef.SELF) instanceof ListResult.Missing<?> listed) {
      listed.pages().forEach(page -> asks.add(V2Endpoints.recent(page)));
    } else {
      pages().forEach(page -> asks.add(V2Endpoints.recent(page)));
    }
  }

  private static Set<CacheKey<?>> topics(Collection<ReadRequest> asks) {
    return asks.stream().flatMap(it -> it.topics().stream()).collect(Collectors.toSet());
  }

  private static boolean areTold(AttributeSelector names, Set<CacheKey<?>> topics) {
    Set<AttributeName> given = given(names);
    return !given.isEmpty()
        && given.stream().allMatch(it -> topics.contains(new CacheKey.AboutOf(it)));
  }

  private void askMissing(Set<ReadRequest> asks) {
    if (missing.isEmpty()) {
      return;
    }
    List<ReadRequest> recent = pages().mapToObj(V2Endpoints::recent).toList();
    DateWindowPlanner windows = new DateWindowPlanner(facts, pageCount(), guessed);
    if (asks.containsAll(recent)) {
      asks.addAll(windows.cheapest(older()));
      return;
    }
    List<ReadRequest> without = windows.cheapest(missing);
    List<ReadRequest> with = new ArrayList<>(recent);
    with.addAll(windows.cheapest(older()));
    long saved = cost(without, asks) - cost(with, asks);
    boolean isOfMuchUse = missing.size() > 1 || !wantedNames.isEmpty();
    boolean isNeeded = !wantedNames.stream().allMatch(it -> areTold(it, topics(without)));
    asks.addAll(isNeeded || saved > 0 || (saved == 0 && isOfMuchUse) ? with : without);
  }

  private static long cost(List<ReadRequest> some, Set<ReadRequest> asks) {
    return some.stream().filter(it -> !asks.contains(it)).count();
  }

  /// What the recent days of everything do not tell.
  private Map<AttributeName, NavigableSet<LocalDate>> older() {
    Map<AttributeName, NavigableSet<LocalDate>> older = new TreeMap<>();
    missing.forEach(
        (name, days) -> {
          NavigableSet<LocalDate> rest = days.headSet(recentFrom(), false);
          if (!rest.isEmpty()) {
            older.put(name, rest);
          }
        });
    return older;
  }
}
