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
import io.existgraph.exist.client.FollowUps;
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

/// The planner for the days of values that are not cached, and for the list of attributes. One list
/// has the last 31 days of all attributes, others have 31 days further back.
final class V2ValuePlanner {
  private final CacheView view;
  private final MissingData missingData;
  private final Map<AttributeName, NavigableSet<LocalDate>> missing = new TreeMap<>();
  private final NavigableSet<LocalDate> unnamed = new TreeSet<>();
  private final List<AttributeSelector> wantedNames = new ArrayList<>();
  private final Set<AttributeName> guessed = new HashSet<>();
  private boolean wantsRecent;
  private final FollowUps followUps;

  V2ValuePlanner(CacheView view, FollowUps followUps) {
    this.view = view;
    this.followUps = followUps;
    this.missingData = new MissingData(view);
  }

  /// Plans to find out which of these attributes there are, and their metadata.
  void wantNames(AttributeSelector names) {
    wantedNames.add(names);
  }

  void add(LoadKey.ValuesKey key) {
    Collection<AttributeName> names = key.names().in(key.user(), view);
    if (names == null) {
      names = given(key.names());
      if (names.isEmpty()) {
        addUnnamed(key);
        return;
      }
      guessed.addAll(names);
    }
    if (today() == null && key.range().isWithinLast(V2Endpoints.WINDOW) && isLong(key.range())) {
      wantsRecent = true;
      return;
    }
    for (AttributeName name : names) {
      NavigableSet<LocalDate> days = missingData.days(key.user(), name, key.range());
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
              .forEach(name -> given.add(new AttributeName(name)));
      default -> {}
    }
    return given;
  }

  /// While the time zone is unknown, the last 31 days stand for more dates than that.
  private static boolean isLong(DateRange span) {
    return !span.isWithinLast(V2Endpoints.WINDOW - 2);
  }

  /// Plans values of attributes whose names are not known yet: those of all attributes.
  private void addUnnamed(LoadKey.ValuesKey key) {
    DateRange span = key.range();
    if (span.isWithinLast(V2Endpoints.WINDOW)) {
      wantsRecent = true;
      return;
    }
    LocalDate today = today();
    DateRange.Days days = today == null ? span.widest(view.now()) : span.days(today);
    wantsRecent |= !days.to().isBefore(recentFrom());
    if (key.names().areListed()) {
      days.from().datesUntil(days.to().plusDays(1)).filter(this::isOlder).forEach(unnamed::add);
    } else if (isOlder(days.from())) {
      followUps.addUnnamed();
    }
  }

  private @Nullable LocalDate today() {
    return view.today(UserRef.SELF);
  }

  private LocalDate recentFrom() {
    return view.latestToday(UserRef.SELF).minusDays(V2Endpoints.WINDOW - 1L);
  }

  private boolean isOlder(LocalDate day) {
    return day.isBefore(recentFrom());
  }

  /// Adds the cheapest requests.
  void planInto(Set<ReadRequest> requests) {
    if (wantsRecent) {
      pages().filter(page -> !isNew(page)).forEach(page -> requests.add(V2Endpoints.recent(page)));
    }
    planWindowsOfAll(requests);
    if (!wantedNames.isEmpty() && !areGivenAndMissing()) {
      planNames(requests);
    }
    planMissing(requests);
    planNames(requests);
  }

  private boolean isNew(int page) {
    return view.isKnownAs(FreshnessClass.TODAY, new CacheKey.RecentOf(UserRef.SELF, page));
  }

  /// The pages of the list of attributes, as far as the first one gives their number.
  private IntStream pages() {
    return IntStream.rangeClosed(1, pageCount());
  }

  private int pageCount() {
    Page<?> first = view.get(new CacheKey.ListedOf(UserRef.SELF, 1));
    first = first == null ? view.get(new CacheKey.ServicesOf(1)) : first;
    return first == null || !first.hasNext() ? 1 : Objects.requireNonNullElse(first.pages(), 1);
  }

  private void planWindowsOfAll(Set<ReadRequest> requests) {
    boolean listsNames = view.catalog(UserRef.SELF) == null && !wantsRecent;
    for (LocalDate to : DateRange.ends(unnamed, V2Endpoints.WINDOW)) {
      for (int page : pages().toArray()) {
        if (view.get(new CacheKey.WindowOf(to, page)) == null) {
          requests.add(V2Endpoints.window(to, page, listsNames));
        }
      }
      listsNames = false;
    }
  }

  /// Whether values are missing of every attribute whose metadata is wanted.
  private boolean areGivenAndMissing() {
    return wantedNames.stream()
        .allMatch(names -> !given(names).isEmpty() && missing.keySet().containsAll(given(names)));
  }

  /// The list of attributes comes with every request for all of them, and the metadata of a few
  /// with every request for these.
  private void planNames(Set<ReadRequest> requests) {
    Set<CacheKey<?>> keys = keys(requests);
    boolean areAllIncluded =
        keys.stream()
            .anyMatch(
                key -> key instanceof CacheKey.ListedOf || key instanceof CacheKey.ServicesOf);
    if (areAllIncluded || wantedNames.stream().allMatch(names -> areIncluded(names, keys))) {
      return;
    }
    if (view.listed(UserRef.SELF) instanceof ListResult.Missing<?> listed) {
      listed.pages().forEach(page -> requests.add(V2Endpoints.recent(page)));
    } else {
      pages().forEach(page -> requests.add(V2Endpoints.recent(page)));
    }
  }

  private static Set<CacheKey<?>> keys(Collection<ReadRequest> requests) {
    return requests.stream()
        .flatMap(request -> request.topics().stream())
        .collect(Collectors.toSet());
  }

  private static boolean areIncluded(AttributeSelector names, Set<CacheKey<?>> keys) {
    Set<AttributeName> given = given(names);
    return !given.isEmpty()
        && given.stream().allMatch(name -> keys.contains(new CacheKey.AboutOf(name)));
  }

  private void planMissing(Set<ReadRequest> requests) {
    if (missing.isEmpty()) {
      return;
    }
    List<ReadRequest> recent = pages().mapToObj(V2Endpoints::recent).toList();
    DateWindowPlanner windows = new DateWindowPlanner(view, pageCount(), guessed);
    if (requests.containsAll(recent)) {
      requests.addAll(windows.cheapest(older()));
      return;
    }
    List<ReadRequest> without = windows.cheapest(missing);
    List<ReadRequest> with = new ArrayList<>(recent);
    with.addAll(windows.cheapest(older()));
    long saved = cost(without, requests) - cost(with, requests);
    boolean isOfMuchUse = missing.size() > 1 || !wantedNames.isEmpty();
    boolean isNeeded = !wantedNames.stream().allMatch(names -> areIncluded(names, keys(without)));
    requests.addAll(isNeeded || saved > 0 || (saved == 0 && isOfMuchUse) ? with : without);
  }

  private static long cost(List<ReadRequest> some, Set<ReadRequest> requests) {
    return some.stream().filter(request -> !requests.contains(request)).count();
  }

  /// The missing days that are not in the recent list.
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
