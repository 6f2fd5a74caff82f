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

  /// What is asked in the next step.
  List<ReadRequest> next(LoadKeySource wish) {
    return next(missing(wish, knowledge.usable()));
  }

  /// While it depends on names that are not known how much will follow, only the one that tells
  /// most of them, so that nothing is spent on a part.
  List<ReadRequest> next(RequestPlan todo) {
    List<ReadRequest> asks = untried(todo);
    if (!todo.awaitsNames()) {
      return asks;
    }
    return asks.stream()
        .filter(it -> it.tellsOfNames() > 0)
        .max(Comparator.comparingInt(ReadRequest::tellsOfNames))
        .map(List::of)
        .orElse(asks);
  }

  /// What these facts do not tell.
  RequestPlan missing(LoadKeySource wish, CacheView facts) {
    return api.missing(wish.needs(facts), facts);
  }

  List<ReadRequest> untried(RequestPlan todo) {
    if (memory.isDisowned()) {
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
