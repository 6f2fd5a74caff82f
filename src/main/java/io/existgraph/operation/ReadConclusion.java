package io.existgraph.operation;

import io.existgraph.data.CacheKey;
import io.existgraph.exist.GatewayListener;
import io.existgraph.exist.GatewayListener.ResponseSource;
import io.existgraph.exist.ReadRequest;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.view.CacheView;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The end of a read: counts what the cache answered, and refreshes what has expired.
record ReadConclusion(
    GatewayListener listener,
    OperationPlanner planner,
    OperationCache cache,
    CoalescingFetcher fetcher,
    OperationStats stats) {

  /// `needed` is what an empty cache would have requested.
  void conclude(LoadKeySet keys, Set<ReadRequest> needed) {
    Set<CacheKey<?>> tried = new HashSet<>();
    Set<CacheKey<?>> answered = new HashSet<>();
    for (ReadRequest request : List.copyOf(planner.tried())) {
      tried.addAll(request.keys());
      if (!cache.failures().has(request)) {
        answered.addAll(request.keys());
      }
    }
    List<ReadRequest> cached =
        needed.stream()
            .filter(request -> Collections.disjoint(answered, request.keys()))
            .filter(request -> isUntried(request, tried) || hasStaleReplacement(request))
            .toList();
    stats.answeredFromMemory(cached.size(), CachedRead.kinds(cached));
    cached.forEach(request -> listener.answered(request, ResponseSource.MEMORY));
    refreshExpired(keys);
  }

  /// Whether the request was not sent, nor failed.
  private boolean isUntried(ReadRequest request, Set<CacheKey<?>> tried) {
    return Collections.disjoint(tried, request.keys()) && !cache.failures().has(request);
  }

  /// Whether an earlier entry is used in place of the response to that request.
  private boolean hasStaleReplacement(ReadRequest request) {
    CacheView usable = cache.usable();
    return request
        .principal()
        .filter(key -> usable.get(key) != null)
        .map(usable::entryOf)
        .anyMatch(entry -> entry != null && !cache.policy().isOwn(entry.fetchedAt()));
  }

  /// In the background; but not what was not there at all and could not be had in time.
  private void refreshExpired(LoadKeySet keys) {
    if (planner.isAllFresh()) {
      return;
    }
    List<ReadRequest> expired = planner.untried(planner.missing(keys, cache.fresh()));
    if (!expired.isEmpty()) {
      stats.expired();
      Set<ReadRequest> lacking = Set.copyOf(planner.missing(keys, cache.usable()).requests());
      expired.stream()
          .filter(request -> OperationPlanner.isDisjoint(request, lacking))
          .forEach(fetcher::refresh);
    }
  }
}
