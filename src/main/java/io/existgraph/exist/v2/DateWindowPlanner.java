package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.view.CacheView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The planner that covers days of attributes with the fewest requests, each for 31 days of a
/// hundred attributes or for a hundred days of one.
final class DateWindowPlanner {
  private final CacheView view;
  private final AttributePages pages;
  private final Set<AttributeName> guessed;

  /// `pages` are those of the list of all attributes. Whether those in `guessed` exist is not
  /// known.
  DateWindowPlanner(CacheView view, AttributePages pages, Set<AttributeName> guessed) {
    this.view = view;
    this.pages = pages;
    this.guessed = guessed;
  }

  /// The cheapest division of the attributes: those with the most days are paged through, each by
  /// itself; the others share windows.
  List<ReadRequest> cheapest(Map<AttributeName, NavigableSet<LocalDate>> missing) {
    Map<AttributeName, NavigableSet<LocalDate>> shared = new TreeMap<>(missing);
    List<ReadRequest> paged = new ArrayList<>();
    List<ReadRequest> best = windows(shared);
    int daysPerPage = view.pageSize(CacheKey.PageSize.PageContent.DAYS, V2Endpoints.PAGE);
    for (List<Map.Entry<AttributeName, NavigableSet<LocalDate>>> alike : longestFirst(missing)) {
      for (var attribute : alike) {
        var _ = shared.remove(attribute.getKey());
        DateRange.ends(attribute.getValue(), daysPerPage)
            .forEach(to -> paged.add(V2Endpoints.days(attribute.getKey(), to)));
      }
      if (paged.size() >= best.size()) {
        break;
      }
      List<ReadRequest> both = new ArrayList<>(paged);
      both.addAll(windows(shared));
      best = both.size() < best.size() ? both : best;
    }
    return best;
  }

  /// Those that can be paged through, together with others of as many days.
  private Collection<List<Map.Entry<AttributeName, NavigableSet<LocalDate>>>> longestFirst(
      Map<AttributeName, NavigableSet<LocalDate>> missing) {
    Map<Integer, List<Map.Entry<AttributeName, NavigableSet<LocalDate>>>> byLength =
        new TreeMap<>(Comparator.reverseOrder());
    for (var attribute : missing.entrySet()) {
      AttributeName name = attribute.getKey();
      if (!guessed.contains(name) && view.get(new CacheKey.UnpagedAttribute(name)) == null) {
        byLength
            .computeIfAbsent(attribute.getValue().size(), _ -> new ArrayList<>())
            .add(attribute);
      }
    }
    return byLength.values();
  }

  private List<ReadRequest> windows(Map<AttributeName, NavigableSet<LocalDate>> missing) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    missing.values().forEach(days::addAll);
    List<ReadRequest> requests = new ArrayList<>();
    for (LocalDate to : DateRange.ends(days, V2Endpoints.WINDOW)) {
      LocalDate from = to.minusDays(V2Endpoints.WINDOW - 1L);
      List<AttributeName> names =
          missing.entrySet().stream()
              .filter(attribute -> !attribute.getValue().subSet(from, true, to, true).isEmpty())
              .map(Map.Entry::getKey)
              .toList();
      requests.addAll(window(to, names));
    }
    return requests;
  }

  private List<ReadRequest> window(LocalDate to, List<AttributeName> names) {
    List<List<AttributeName>> lists = NameLists.of(names, pages.size());
    Catalog catalog = view.catalog(UserRef.SELF);
    boolean isOfMost = catalog != null && names.size() * 2 > catalog.attributes().size();
    return isOfMost && pages.count() <= lists.size()
        ? pages.numbers().stream().map(page -> V2Endpoints.window(to, page, false)).toList()
        : lists.stream().map(some -> V2Endpoints.window(to, some)).toList();
  }
}
