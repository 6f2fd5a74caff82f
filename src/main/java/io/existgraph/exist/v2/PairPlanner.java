package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds the fewest requests for correlations of pairs: one that stands alone is asked for by
/// itself; of several with an attribute in common, that attribute's list tells all.
final class PairPlanner {
  private final CacheView facts;
  private final List<Pair> pairs = new ArrayList<>();
  private final Set<AttributeName> lists = new TreeSet<>();

  private record Pair(AttributeName one, AttributeName other) {
    boolean has(AttributeName name) {
      return one.equals(name) || other.equals(name);
    }
  }

  PairPlanner(CacheView facts) {
    this.facts = facts;
  }

  void add(LoadKey.PairsKey need, V2ValuePlanner values) {
    Collection<AttributeName> names = new MissingData(facts).present(need.user(), need.names());
    if (names == null) {
      values.wantNames(need.names());
      lists.add(need.with()); // whichever they are, it tells of them all
      return;
    }
    for (AttributeName name : names) {
      if (facts.pair(name, need.with()) == null) {
        pairs.add(new Pair(name, need.with()));
      }
    }
  }

  void askInto(Set<ReadRequest> asks) {
    lists.stream().filter(it -> !isListed(it)).forEach(it -> asks.add(list(it)));
    List<Pair> left = new ArrayList<>();
    for (Pair pair : pairs) {
      if (isListed(pair.one()) || isListed(pair.other())) {
        asks.add(V2Endpoints.pair(pair.one(), pair.other())); // beyond what the list tells
      } else {
        left.add(pair);
      }
    }
    left.removeIf(pair -> asks.contains(list(pair.one())) || asks.contains(list(pair.other())));
    while (!left.isEmpty()) {
      AttributeName most = mostCommon(left);
      if (left.stream().filter(it -> it.has(most)).count() > 1) {
        asks.add(list(most));
        left.removeIf(it -> it.has(most));
      } else {
        left.forEach(it -> asks.add(V2Endpoints.pair(it.one(), it.other())));
        left.clear();
      }
    }
  }

  private boolean isListed(AttributeName name) {
    return facts.get(new CacheKey.RowsOf<>(ListQuery.latestOf(name).listing(), 1)) != null;
  }

  private static ReadRequest list(AttributeName attribute) {
    return V2Endpoints.rows(ListQuery.latestOf(attribute).listing(), 1);
  }

  private static AttributeName mostCommon(List<Pair> pairs) {
    Map<AttributeName, Integer> counts = new HashMap<>();
    for (Pair pair : pairs) {
      counts.merge(pair.one(), 1, Integer::sum);
      counts.merge(pair.other(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<AttributeName, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .orElseThrow()
        .getKey();
  }
}
