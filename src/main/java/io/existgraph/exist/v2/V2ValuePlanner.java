package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.UserRef;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.client.FollowUpRequests;
import io.existgraph.exist.client.HistoryPagePlanner;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The planner for the days of values that are not cached. One list has the last 31 days of all
/// attributes, others have 31 days further back.
final class V2ValuePlanner {
  private final CacheView view;
  private final MissingData missingData;
  private final Map<AttributeName, NavigableSet<LocalDate>> missing = new TreeMap<>();
  private final NavigableSet<LocalDate> unnamed = new TreeSet<>();
  private final Set<AttributeName> guessed = new HashSet<>();
  private final AttributePages pages;
  private final NamePlanner names;
  private final FollowUpRequests followUps;
  private boolean wantsRecent;

  V2ValuePlanner(CacheView view, NamePlanner names, FollowUpRequests followUps) {
    this.view = view;
    this.pages = new AttributePages(view);
    this.names = names;
    this.followUps = followUps;
    this.missingData = new MissingData(view);
  }

  void add(LoadKey.ValuesKey key) {
    Collection<AttributeName> names = key.names().in(key.user(), view);
    if (names == null) {
      names = NamePlanner.stated(key.names());
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
    DateRange.ResolvedDateRange days = today == null ? span.widest(view.now()) : span.days(today);
    wantsRecent |= !days.to().isBefore(recentFrom());
    if (key.names().areListed()) {
      days.from().datesUntil(days.to().plusDays(1)).filter(this::isOlder).forEach(unnamed::add);
    } else if (isOlder(days.from())) {
      followUps.addUnnamed(
          Math.ceilDiv(days.count(), V2Endpoints.PAGE), key.names().most(key.user(), view));
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
      pages.numbers().stream()
          .filter(page -> !isNew(page))
          .forEach(page -> requests.add(V2Endpoints.recent(page)));
    }
    planWindowsOfAll(requests);
    if (!names.isEmpty() && !names.areAmong(missing.keySet())) {
      names.planInto(requests);
    }
    planMissing(requests);
    names.planInto(requests);
  }

  private boolean isNew(int page) {
    return view.isKnownAs(FreshnessClass.TODAY, new CacheKey.RecentOf(UserRef.SELF, page));
  }

  private void planWindowsOfAll(Set<ReadRequest> requests) {
    boolean listsNames = view.catalog(UserRef.SELF) == null && !wantsRecent;
    for (LocalDate to : DateRange.ends(unnamed, V2Endpoints.WINDOW)) {
      for (int page : pages.numbers()) {
        if (view.get(new CacheKey.WindowOf(to, page)) == null) {
          requests.add(V2Endpoints.window(to, page, listsNames));
        }
      }
      listsNames = false;
    }
  }

  private void planMissing(Set<ReadRequest> requests) {
    if (missing.isEmpty()) {
      return;
    }
    List<ReadRequest> recent = pages.numbers().stream().map(V2Endpoints::recent).toList();
    DateWindowPlanner windows = new DateWindowPlanner(view, pages, guessed);
    if (requests.containsAll(recent)) {
      requests.addAll(HistoryPagePlanner.next(windows.cheapest(older()), view, followUps));
      return;
    }
    List<ReadRequest> without = windows.cheapest(missing);
    List<ReadRequest> with = new ArrayList<>(recent);
    with.addAll(windows.cheapest(older()));
    long saved = cost(without, requests) - cost(with, requests);
    boolean isOfMuchUse = missing.size() > 1 || !names.isEmpty();
    boolean isNeeded = !names.areIncludedIn(without);
    boolean isCheaper = isNeeded || saved > 0 || (saved == 0 && isOfMuchUse);
    requests.addAll(HistoryPagePlanner.next(isCheaper ? with : without, view, followUps));
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
