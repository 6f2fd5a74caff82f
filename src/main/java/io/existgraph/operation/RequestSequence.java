package io.existgraph.operation;

import io.existgraph.cache.CallerCache;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.operation.planning.LoadKeySource;
import io.existgraph.view.CacheView;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one operation has asked, and what it is to ask next.
final class RequestSequence {
  private final ExistApi api;
  private final OperationCache knowledge;
  private final CallerCache memory;
  private final Set<ReadRequest> tried = Collections.synchronizedSet(new LinkedHashSet<>());

  RequestSequence(ExistApi api, OperationCache knowledge, CallerCache memory) {
    this.api = api;
    this.knowledge = knowledge;
    this.memory = memory;
  }

  /// What has been asked; to be kept by who asks.
  Set<ReadRequest> tried() {
    return tried;
  }

  /// While it depends on names that are not known how much will follow, only the one that tells
  /// most of them, so that nothing is spent on a part.
  List<ReadRequest> next(RequestPlan todo, int most) {
    List<ReadRequest> asks = untried(todo);
    if (!todo.awaitsNames()) {
      return readingsThatCount(todo, asks, most);
    }
    return asks.stream()
        .filter(it -> it.tellsOfNames() > 0)
        .max(Comparator.comparingInt(ReadRequest::tellsOfNames))
        .map(List::of)
        .orElseGet(() -> readingsThatCount(todo, asks, most));
  }

  /// While nothing bounds how much will follow, the readings that do, alone: of lists whose length
  /// is unknown the first pages and, where a known bound is over the limit, the one that reduces
  /// it.
  private List<ReadRequest> readingsThatCount(RequestPlan todo, List<ReadRequest> asks, int most) {
    List<ReadRequest> counting = asks.stream().filter(todo.counts()::contains).toList();
    boolean isOver = bound(todo, asks) > most;
    if (counting.isEmpty() || (isOver && !tried.isEmpty()) || !(isOver || todo.isOpen())) {
      return asks;
    }
    return isOver ? counting.subList(0, 1) : counting;
  }

  /// How many requests the operation needs at most, as far as names and lengths are known.
  int bound(RequestPlan todo, List<ReadRequest> asks) {
    return todo.bound(tried.size() + asks.size());
  }

  /// What these facts do not tell.
  RequestPlan missing(LoadKeySource wish, CacheView facts) {
    return api.missing(wish.needs(facts), facts);
  }

  List<ReadRequest> untried(RequestPlan todo) {
    if (memory.isInconsistent()) {
      return List.of();
    }
    OperationFailures failures = knowledge.failures();
    return todo.asks().stream().filter(it -> !tried.contains(it) && !failures.has(it)).toList();
  }

  /// What an empty memory would have to ask, with the names and dates that are known.
  Set<ReadRequest> onEmptyMemory(LoadKeySource wish) {
    Set<ReadRequest> asks = new LinkedHashSet<>(missing(wish, knowledge.names()).asks());
    missing(wish, knowledge.nothing()).asks().stream()
        .filter(it -> isApart(it, Set.copyOf(asks)))
        .forEach(asks::add);
    return asks;
  }

  /// What the step after `now` will ask, as far as names that were known once tell.
  List<ReadRequest> likelyAfter(LoadKeySource wish, List<ReadRequest> now) {
    return missing(wish, knowledge.likely()).asks().stream()
        .filter(it -> !now.contains(it))
        .toList();
  }

  /// Whether it tells nothing that any of the others tells.
  static boolean isApart(ReadRequest ask, Set<ReadRequest> others) {
    return others.stream().allMatch(it -> Collections.disjoint(it.topics(), ask.topics()));
  }
}
