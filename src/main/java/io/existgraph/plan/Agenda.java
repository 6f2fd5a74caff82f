package io.existgraph.plan;

import io.existgraph.cache.CallerMemory;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.ExistApi;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Todo;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one operation has asked, and what it is to ask next.
final class Agenda {
  private final ExistApi api;
  private final Knowledge knowledge;
  private final CallerMemory memory;
  private final Set<Ask> tried = Collections.synchronizedSet(new LinkedHashSet<>());

  Agenda(ExistApi api, Knowledge knowledge, CallerMemory memory) {
    this.api = api;
    this.knowledge = knowledge;
    this.memory = memory;
  }

  /// What has been asked; to be kept by who asks.
  Set<Ask> tried() {
    return tried;
  }

  /// While it depends on names that are not known how much will follow, only the one that tells
  /// most of them, so that nothing is spent on a part.
  List<Ask> next(Todo todo, int most) {
    List<Ask> asks = untried(todo);
    if (!todo.awaitsNames()) {
      return readingsThatCount(todo, asks, most);
    }
    return asks.stream()
        .filter(it -> it.tellsOfNames() > 0)
        .max(Comparator.comparingInt(Ask::tellsOfNames))
        .map(List::of)
        .orElseGet(() -> readingsThatCount(todo, asks, most));
  }

  /// While nothing bounds how much will follow, the readings that do, alone: of lists whose length
  /// is unknown the first pages and, where a known bound is over the limit, the one that reduces
  /// it.
  private List<Ask> readingsThatCount(Todo todo, List<Ask> asks, int most) {
    List<Ask> counting = asks.stream().filter(todo.counts()::contains).toList();
    boolean isOver = bound(todo, asks) > most;
    if (counting.isEmpty() || (isOver && !tried.isEmpty()) || !(isOver || todo.isOpen())) {
      return asks;
    }
    return isOver ? counting.subList(0, 1) : counting;
  }

  /// How many requests the operation needs at most, as far as names and lengths are known.
  int bound(Todo todo, List<Ask> asks) {
    return todo.bound(tried.size() + asks.size());
  }

  /// What these facts do not tell.
  Todo missing(Wish wish, Facts facts) {
    return api.missing(wish.needs(facts), facts);
  }

  List<Ask> untried(Todo todo) {
    if (memory.isDisowned()) {
      return List.of();
    }
    Failures failures = knowledge.failures();
    return todo.asks().stream().filter(it -> !tried.contains(it) && !failures.has(it)).toList();
  }

  /// What an empty memory would have to ask, with the names and dates that are known.
  Set<Ask> onEmptyMemory(Wish wish) {
    Set<Ask> asks = new LinkedHashSet<>(missing(wish, knowledge.names()).asks());
    missing(wish, knowledge.nothing()).asks().stream()
        .filter(it -> isApart(it, Set.copyOf(asks)))
        .forEach(asks::add);
    return asks;
  }

  /// What the step after `now` will ask, as far as names that were known once tell.
  List<Ask> likelyAfter(Wish wish, List<Ask> now) {
    return missing(wish, knowledge.likely()).asks().stream()
        .filter(it -> !now.contains(it))
        .toList();
  }

  /// Whether it tells nothing that any of the others tells.
  static boolean isApart(Ask ask, Set<Ask> others) {
    return others.stream().allMatch(it -> Collections.disjoint(it.topics(), ask.topics()));
  }
}
