package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.client.FollowUpRequests;
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
import java.util.function.Predicate;

/// The planner for correlations of pairs. A single pair has a request of its own; several pairs
/// with an attribute in common are all in that attribute's list.
final class PairPlanner {
  private final CacheView view;
  private final MissingData missingData;
  private final FollowUpRequests followUps;
  private final List<AttributePair> pairs = new ArrayList<>();
  private final Set<AttributeName> lists = new TreeSet<>();

  private record AttributePair(AttributeName one, AttributeName other) {
    boolean has(AttributeName name) {
      return one.equals(name) || other.equals(name);
    }
  }

  PairPlanner(CacheView view, FollowUpRequests followUps) {
    this.view = view;
    this.missingData = new MissingData(view);
    this.followUps = followUps;
  }

  void add(LoadKey.CorrelationPairsKey key, NamePlanner names) {
    Collection<AttributeName> present = missingData.present(key.user(), key.names());
    AttributeSelector selector = AttributeSelector.named(key.with());
    if (selector.in(key.user(), view) == null) { // how it is spelled comes first
      names.add(selector);
      followUps.add(1);
      return;
    }
    AttributeName with = view.spelled(key.user(), key.with());
    if (present == null) {
      names.add(key.names());
      lists.add(with); // whichever they are, its list has them
      followUps.addFurther(behindList(key.names().most(key.user(), view)));
      return;
    }
    for (AttributeName name : present) {
      if (view.pair(name, with) == null) {
        pairs.add(new AttributePair(name, with));
      }
    }
  }

  void planInto(Set<ReadRequest> requests) {
    lists.stream().filter(name -> !isListed(name)).forEach(name -> requests.add(list(name)));
    List<AttributePair> left = new ArrayList<>();
    for (AttributePair pair : pairs) {
      if (isListed(pair.one()) || isListed(pair.other())) {
        requests.add(
            V2ListEndpoints.pair(pair.one(), pair.other())); // not on the first page of the list
      } else {
        left.add(pair);
      }
    }
    removeListed(
        left, pair -> requests.contains(list(pair.one())) || requests.contains(list(pair.other())));
    while (!left.isEmpty()) {
      AttributeName most = mostCommon(left);
      if (left.stream().filter(pair -> pair.has(most)).count() > 1) {
        requests.add(list(most));
        removeListed(left, pair -> pair.has(most));
      } else {
        left.forEach(pair -> requests.add(V2ListEndpoints.pair(pair.one(), pair.other())));
        left.clear();
      }
    }
  }

  /// Removes pairs that are in a list which is requested, or behind its first page.
  private void removeListed(List<AttributePair> pairs, Predicate<AttributePair> isInList) {
    int before = pairs.size();
    pairs.removeIf(isInList);
    followUps.addFurther(behindList(before - pairs.size()));
  }

  /// How many of so many pairs may have to be requested one by one, because they are not on the
  /// first page of a list.
  private int behindList(int some) {
    return missingData.furtherBatchPages() == 0 ? 0 : some;
  }

  private boolean isListed(AttributeName name) {
    return view.get(new CacheKey.RowsOf<>(ListQuery.latestOf(name).listing(), 1)) != null;
  }

  private static ReadRequest list(AttributeName attribute) {
    return V2ListEndpoints.rows(ListQuery.latestOf(attribute).listing(), 1);
  }

  private static AttributeName mostCommon(List<AttributePair> pairs) {
    Map<AttributeName, Integer> counts = new HashMap<>();
    for (AttributePair pair : pairs) {
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
