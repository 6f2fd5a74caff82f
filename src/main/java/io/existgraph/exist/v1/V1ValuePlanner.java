package io.existgraph.exist.v1;

import io.existgraph.data.DateRange;
import io.existgraph.data.UserRef;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
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

/// Finds the fewest requests for the days of values that are not known: today of everything is in
/// the overview, 31 days of everything are in the list, and a hundred days of one attribute a page.
final class V1ValuePlanner {
  private final CacheView facts;
  private final Map<UserRef, Wanted> wanted = new HashMap<>();
  private int later;

  V1ValuePlanner(CacheView facts) {
    this.facts = facts;
  }

  /// The days that are missing of each attribute of one user, and those of them that are wanted for
  /// their date, whatever today is.
  private static final class Wanted {
    private final Map<AttributeName, NavigableSet<LocalDate>> days = new TreeMap<>();
    private final Map<AttributeName, Set<LocalDate>> asDates = new HashMap<>();
    private boolean wantsAllToday;
    private boolean wantsAllRecent;
    private boolean wantsNames;
  }

  void add(LoadKey.ValuesKey need) {
    Wanted mine = wanted.computeIfAbsent(need.user(), _ -> new Wanted());
    Collection<AttributeName> names = need.names().in(need.user(), facts);
    if (names == null) {
      addUnnamed(need, mine);
      return;
    }
    for (AttributeName name : names) {
      NavigableSet<LocalDate> missing =
          new MissingData(facts).days(need.user(), name, need.range());
      if (!missing.isEmpty()) {
        mine.days.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(missing);
        if (!need.range().equals(DateRange.TODAY)) {
          mine.asDates.computeIfAbsent(name, _ -> new HashSet<>()).addAll(missing);
        }
      }
    }
  }

  private void addUnnamed(LoadKey.ValuesKey need, Wanted mine) {
    DateRange span = need.range();
    LocalDate today = facts.today(need.user());
    if (span.equals(DateRange.TODAY)) {
      mine.wantsAllToday = true;
    } else if (need.user().isSelf() && isRecent(span, today)) {
      mine.wantsAllRecent = true;
    } else {
      mine.wantsNames |= need.names().areListed();
      later += RequestPlan.MANY;
    }
  }

  private boolean isRecent(DateRange span, @Nullable LocalDate today) {
    if (span.isWithinLast(V1Endpoints.RECENT_DAYS)) {
      return true;
    }
    DateRange.Days days = today == null ? span.widest(facts.now()) : span.days(today);
    return !days.from().isBefore(recentFrom());
  }

  private LocalDate recentFrom() {
    return facts.latestToday(UserRef.SELF).minusDays(V1Endpoints.RECENT_DAYS - 1L);
  }

  /// Adds what is cheapest; returns how many more requests may follow once names are known.
  int askInto(Set<ReadRequest> asks) {
    wanted.forEach((user, mine) -> ask(user, mine, asks));
    return later;
  }

  private void ask(UserRef user, Wanted mine, Set<ReadRequest> asks) {
    ReadRequest overview = V1Endpoints.overview(user);
    ReadRequest recent = V1Endpoints.recent();
    if (mine.wantsNames || (mine.wantsAllToday && !mine.wantsAllRecent)) {
      asks.add(overview);
    }
    if (mine.wantsAllRecent) {
      asks.add(recent);
    }
    if (mine.days.isEmpty()) {
      return;
    }
    boolean mayList = user.isSelf();
    Stream.of(
            new Choice(user, mine, asks, List.of()),
            new Choice(user, mine, asks, List.of(overview)),
            new Choice(user, mine, asks, mayList ? List.of(recent) : List.of()))
        .min(
            Comparator.comparingInt(Choice::cost)
                .thenComparingInt(it -> mine.days.size() > 1 ? -it.bulk.size() : it.bulk.size()))
        .ifPresent(it -> asks.addAll(it.all()));
  }

  /// One way to ask: these bulk reads, and pages for what they leave.
  private final class Choice {
    private final Set<ReadRequest> asked;
    private final List<ReadRequest> bulk;
    private final List<ReadRequest> pages = new ArrayList<>();

    Choice(UserRef user, Wanted mine, Set<ReadRequest> asked, List<ReadRequest> bulk) {
      this.asked = asked;
      this.bulk = bulk;
      boolean hasOverview = isAsked(V1Endpoints.overview(user));
      boolean hasRecent = user.isSelf() && isAsked(V1Endpoints.recent());
      LocalDate today = facts.today(user);
      mine.days.forEach(
          (name, missing) -> {
            NavigableSet<LocalDate> rest = new TreeSet<>(missing);
            if (hasOverview) {
              Set<LocalDate> dates = mine.asDates.getOrDefault(name, Set.of());
              rest.removeIf(day -> isToday(day, today, !dates.contains(day)));
            }
            if (hasRecent) {
              rest.removeIf(day -> !day.isBefore(recentFrom()) || isAllRecent(missing, today));
            }
            DateRange.ends(rest, V1Endpoints.PAGE)
                .forEach(to -> pages.add(V1Endpoints.days(user, name, to)));
          });
    }

    private boolean isAsked(ReadRequest ask) {
      return asked.contains(ask) || bulk.contains(ask);
    }

    /// While the zone is unknown, a wish for today alone is one for up to three dates.
    private boolean isToday(LocalDate day, @Nullable LocalDate today, boolean isTodayAlone) {
      return today == null ? isTodayAlone && isMaybeToday(day) : day.equals(today);
    }

    private boolean isMaybeToday(LocalDate day) {
      return !day.isBefore(DateRange.earliestToday(facts.now()));
    }

    /// While the zone is unknown, a wish for the last 31 days is one for up to 33 dates.
    private boolean isAllRecent(NavigableSet<LocalDate> missing, @Nullable LocalDate today) {
      return today == null
          && !missing.first().isBefore(missing.last().minusDays(V1Endpoints.RECENT_DAYS + 1L))
          && isMaybeToday(missing.last());
    }

    List<ReadRequest> all() {
      return Stream.concat(bulk.stream(), pages.stream()).toList();
    }

    int cost() {
      return (int) all().stream().filter(it -> !asked.contains(it)).count();
    }
  }
}
