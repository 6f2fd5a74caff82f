package io.existgraph.upstream.v2;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Span;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
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
import java.util.stream.IntStream;

/// Covers days of attributes with requests: 31 days of a hundred attributes, or a hundred days of
/// one, whichever takes fewer.
final class Windows {
  private final Facts facts;
  private final int pagesOfAll;
  private final Set<AttributeName> guessed;

  /// `pagesOfAll` is how many pages the list of all attributes has; of those that are guessed it is
  /// not known whether they exist.
  Windows(Facts facts, int pagesOfAll, Set<AttributeName> guessed) {
    this.facts = facts;
    this.pagesOfAll = pagesOfAll;
    this.guessed = guessed;
  }

  /// The attributes with the most days may be paged through, each by itself; the others share
  /// windows. Of all such divisions the cheapest.
  List<Ask> cheapest(Map<AttributeName, NavigableSet<LocalDate>> missing) {
    Map<AttributeName, NavigableSet<LocalDate>> shared = new TreeMap<>(missing);
    List<Ask> paged = new ArrayList<>();
    List<Ask> best = windows(shared);
    for (List<Map.Entry<AttributeName, NavigableSet<LocalDate>>> alike : longestFirst(missing)) {
      for (var attribute : alike) {
        var _ = shared.remove(attribute.getKey());
        Span.ends(attribute.getValue(), Asks.PAGE)
            .forEach(to -> paged.add(Asks.days(attribute.getKey(), to)));
      }
      if (paged.size() >= best.size()) {
        break;
      }
      List<Ask> both = new ArrayList<>(paged);
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
      if (!guessed.contains(name) && facts.get(new Topic.Unpaged(name)) == null) {
        byLength
            .computeIfAbsent(attribute.getValue().size(), _ -> new ArrayList<>())
            .add(attribute);
      }
    }
    return byLength.values();
  }

  private List<Ask> windows(Map<AttributeName, NavigableSet<LocalDate>> missing) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    missing.values().forEach(days::addAll);
    List<Ask> asks = new ArrayList<>();
    for (LocalDate to : Span.ends(days, Asks.WINDOW)) {
      LocalDate from = to.minusDays(Asks.WINDOW - 1L);
      List<AttributeName> names =
          missing.entrySet().stream()
              .filter(it -> !it.getValue().subSet(from, true, to, true).isEmpty())
              .map(Map.Entry::getKey)
              .toList();
      asks.addAll(window(to, names));
    }
    return asks;
  }

  private List<Ask> window(LocalDate to, List<AttributeName> names) {
    int pages = (names.size() + Asks.PAGE - 1) / Asks.PAGE;
    Catalog catalog = facts.catalog(UserRef.SELF);
    boolean isOfMost = catalog != null && names.size() * 2 > catalog.attributes().size();
    return isOfMost && pagesOfAll <= pages
        ? IntStream.rangeClosed(1, pagesOfAll).mapToObj(it -> Asks.window(to, it, false)).toList()
        : IntStream.range(0, pages)
            .mapToObj(
                it -> names.subList(it * Asks.PAGE, Math.min((it + 1) * Asks.PAGE, names.size())))
            .map(it -> Asks.window(to, it))
            .toList();
  }
}
