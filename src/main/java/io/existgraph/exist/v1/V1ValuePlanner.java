package io.existgraph.exist.v1;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The planner for the days of values that are not cached. The overview has today's values of all
/// attributes, the list of attributes has 31 days of all, and a page a hundred days of one.
final class V1ValuePlanner {
  private final CacheView view;
  private final Map<UserRef, WantedValues> wanted = new HashMap<>();
  private final FollowUpRequests followUps;

  V1ValuePlanner(CacheView view, FollowUpRequests followUps) {
    this.view = view;
    this.followUps = followUps;
  }

  /// The missing days of each attribute of one user; `asDates` are those that are wanted by date,
  /// whatever today is, and `beyondRecent` those of ranges that may begin before the last 31 days.
  private static final class WantedValues {
    private final Map<AttributeName, NavigableSet<LocalDate>> days = new TreeMap<>();
    private final Map<AttributeName, Set<LocalDate>> asDates = new HashMap<>();
    private final Map<AttributeName, Set<LocalDate>> beyondRecent = new HashMap<>();
    private boolean wantsAllToday;
    private boolean wantsAllRecent;
    private boolean wantsNames;
  }

  void add(LoadKey.ValuesKey key) {
    WantedValues mine = wanted.computeIfAbsent(key.user(), _ -> new WantedValues());
    Collection<AttributeName> names = key.names().in(key.user(), view);
    if (names == null) {
      addUnnamed(key, mine);
      return;
    }
    for (AttributeName name : names) {
      NavigableSet<LocalDate> missing = new MissingData(view).days(key.user(), name, key.range());
      if (!missing.isEmpty()) {
        mine.days.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(missing);
        if (!key.range().equals(DateRange.TODAY)) {
          mine.asDates.computeIfAbsent(name, _ -> new HashSet<>()).addAll(missing);
        }
        if (!key.range().isWithinLast(V1Endpoints.RECENT_DAYS)) {
          mine.beyondRecent.computeIfAbsent(name, _ -> new HashSet<>()).addAll(missing);
        }
      }
    }
  }

  private void addUnnamed(LoadKey.ValuesKey key, WantedValues mine) {
    DateRange span = key.range();
    LocalDate today = view.today(key.user());
    if (span.equals(DateRange.TODAY)) {
      mine.wantsAllToday = true;
    } else if (key.user().isSelf() && isRecent(span, today)) {
      mine.wantsAllRecent = true;
    } else {
      mine.wantsNames |= key.names().areListed();
      DateRange.ResolvedDateRange days = today == null ? span.widest(view.now()) : span.days(today);
      followUps.addUnnamed(
          Math.ceilDiv(days.count(), V1Endpoints.PAGE), key.names().most(key.user(), view));
    }
  }

  private boolean isRecent(DateRange span, @Nullable LocalDate today) {
    if (span.isWithinLast(V1Endpoints.RECENT_DAYS)) {
      return true;
    }
    DateRange.ResolvedDateRange days = today == null ? span.widest(view.now()) : span.days(today);
    return !days.from().isBefore(recentFrom());
  }

  private LocalDate recentFrom() {
    return view.latestToday(UserRef.SELF).minusDays(V1Endpoints.RECENT_DAYS - 1L);
  }

  /// Adds the cheapest requests.
  void planInto(Set<ReadRequest> requests) {
    wanted.forEach((user, mine) -> planInto(requests, user, mine));
  }

  private void planInto(Set<ReadRequest> requests, UserRef user, WantedValues mine) {
    ReadRequest overview = V1Endpoints.overview(user);
    ReadRequest recent = V1Endpoints.recent();
    if (mine.wantsNames || (mine.wantsAllToday && !mine.wantsAllRecent)) {
      requests.add(overview);
    }
    if (mine.wantsAllRecent) {
      requests.add(recent);
    }
    if (mine.days.isEmpty()) {
      return;
    }
    boolean mayList = user.isSelf();
    Stream.of(
            new RequestCombination(user, mine, requests, List.of()),
            new RequestCombination(user, mine, requests, List.of(overview)),
            new RequestCombination(user, mine, requests, mayList ? List.of(recent) : List.of()))
        .min(
            Comparator.<RequestCombination>comparingInt(choice -> choice.cost)
                .thenComparingInt(
                    choice -> mine.days.size() > 1 ? -choice.bulk.size() : choice.bulk.size()))
        .ifPresent(
            choice -> requests.addAll(HistoryPagePlanner.next(choice.all(), view, followUps)));
  }

  /// One choice of requests: these bulk reads, and pages for the remaining days.
  private final class RequestCombination {
    private final Set<ReadRequest> planned;
    private final List<ReadRequest> bulk;
    private final List<ReadRequest> pages = new ArrayList<>();
    private final int cost;

    RequestCombination(
        UserRef user, WantedValues mine, Set<ReadRequest> planned, List<ReadRequest> bulk) {
      this.planned = planned;
      this.bulk = bulk;
      boolean hasOverview = isPlanned(V1Endpoints.overview(user));
      boolean hasRecent = user.isSelf() && isPlanned(V1Endpoints.recent());
      LocalDate today = view.today(user);
      int daysPerPage = view.pageSize(CacheKey.PageSize.PageContent.DAYS, V1Endpoints.PAGE);
      mine.days.forEach(
          (name, missing) -> {
            NavigableSet<LocalDate> rest =
                hasOverview || hasRecent ? new TreeSet<>(missing) : missing;
            if (hasOverview) {
              Set<LocalDate> dates = mine.asDates.getOrDefault(name, Set.of());
              rest.removeIf(day -> isToday(day, today, !dates.contains(day)));
            }
            if (hasRecent) {
              Set<LocalDate> beyond = mine.beyondRecent.getOrDefault(name, Set.of());
              rest.removeIf(day -> isRecent(day, today, !beyond.contains(day)));
            }
            DateRange.ends(rest, daysPerPage)
                .forEach(to -> pages.add(V1Endpoints.days(user, name, to)));
          });
      cost = (int) all().stream().filter(request -> !planned.contains(request)).count();
    }

    private boolean isPlanned(ReadRequest request) {
      return planned.contains(request) || bulk.contains(request);
    }

    /// While the time zone is unknown, today alone stands for up to three dates.
    private boolean isToday(LocalDate day, @Nullable LocalDate today, boolean isTodayAlone) {
      return today == null ? isTodayAlone && isMaybeToday(day) : day.equals(today);
    }

    private boolean isMaybeToday(LocalDate day) {
      return !day.isBefore(DateRange.earliestToday(view.now()));
    }

    /// While the time zone is unknown, the last 31 days stand for up to 33 dates.
    private boolean isRecent(LocalDate day, @Nullable LocalDate today, boolean isWithinLast) {
      return !day.isBefore(recentFrom()) || (today == null && isWithinLast);
    }

    List<ReadRequest> all() {
      return Stream.concat(bulk.stream(), pages.stream()).toList();
    }
  }
}
