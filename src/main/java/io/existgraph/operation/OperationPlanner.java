package io.existgraph.operation;

import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.view.CacheView;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A planner of the requests of one operation, step by step, against its cache.
final class OperationPlanner {
  private final ExistApi api;
  private final OperationCache cache;
  private final Set<ReadRequest> tried = Collections.synchronizedSet(new LinkedHashSet<>());
  private volatile boolean isAllFresh;

  OperationPlanner(ExistApi api, OperationCache cache) {
    this.api = api;
    this.cache = cache;
  }

  ExistApi api() {
    return api;
  }

  OperationCache cache() {
    return cache;
  }

  /// Requests that were sent or joined; maintained by the reader.
  Set<ReadRequest> tried() {
    return tried;
  }

  /// The requests of the next step. While the number of later requests, or with `namesFirst` the
  /// size of the result, depends on names that are not known, only the request that brings most of
  /// them, so that nothing is spent on a part. So it is where there may be more pages of attributes
  /// than there is room for.
  List<ReadRequest> next(RequestPlan plan, int maxRequests, boolean namesFirst) {
    List<ReadRequest> requests = untried(plan);
    ReadRequest names =
        plan.awaitsNames() || namesFirst
            ? names(requests, 1)
            : mayBeTooManyPages(plan, requests, maxRequests) ? names(requests, 2) : null;
    if (names != null) {
      return List.of(names);
    }
    ReadRequest probe =
        plan.awaitsNames() || namesFirst ? null : probe(plan, requests, maxRequests);
    return probe == null ? countingFirst(plan, requests, maxRequests) : List.of(probe);
  }

  /// The request with most names; null where none has as many as that weight says.
  private static @Nullable ReadRequest names(List<ReadRequest> requests, int minWeight) {
    return requests.stream()
        .filter(request -> request.nameWeight() >= minWeight)
        .max(Comparator.comparingInt(ReadRequest::nameWeight))
        .orElse(null);
  }

  private boolean mayBeTooManyPages(RequestPlan plan, List<ReadRequest> requests, int maxRequests) {
    int bound = bound(plan, requests);
    return bound <= maxRequests && bound + plan.pages().maxFurther() > maxRequests;
  }

  /// The page that is read alone, because it shows how large Exist's pages are, and there may not
  /// be room for all of them if they are small; null where there is none.
  private @Nullable ReadRequest probe(
      RequestPlan plan, List<ReadRequest> requests, int maxRequests) {
    ReadRequest probe = plan.pages().probe();
    if (probe == null || !tried.isEmpty() || requests.size() < 2 || !requests.contains(probe)) {
      return null;
    }
    int bound = bound(plan, requests);
    boolean mayBeTooMany = bound + plan.pages().moreOfSmallPages() > maxRequests;
    return bound <= maxRequests && mayBeTooMany ? probe : null;
  }

  /// While nothing bounds how much will follow, the reads that do, alone: the first pages of lists
  /// whose length is unknown and, where a known bound is over the limit, the read that reduces it.
  private List<ReadRequest> countingFirst(
      RequestPlan plan, List<ReadRequest> requests, int maxRequests) {
    List<ReadRequest> counting = requests.stream().filter(plan.counting()::contains).toList();
    boolean isOver = bound(plan, requests) > maxRequests;
    if (counting.isEmpty() || (isOver && !tried.isEmpty()) || !(isOver || plan.isOpen())) {
      return requests;
    }
    return isOver ? counting.subList(0, 1) : counting;
  }

  /// How many requests may follow the step, at most; none is counted after one that is sent to
  /// reduce that number.
  int followUps(RequestPlan plan, List<ReadRequest> next) {
    boolean isReducing = next.size() < untried(plan).size() || plan.counting().containsAll(next);
    return isReducing ? 0 : plan.maxFollowUps();
  }

  /// Fails when the operation needs more requests than it may send. One read may come first that
  /// reduces how many.
  void check(RequestPlan plan, List<ReadRequest> next, int maxRequests) {
    List<ReadRequest> requests = untried(plan);
    int bound = bound(plan, requests);
    boolean isFirstOfMore = next.size() < requests.size() || !plan.isExact();
    boolean mayReduce = tried.isEmpty() && next.size() == 1 && isFirstOfMore;
    if (bound > maxRequests && !mayReduce) {
      throw new Failure.TooCostly(
              "The operation needs "
                  + bound
                  + " requests to Exist; the limit is "
                  + maxRequests
                  + ". Select fewer attributes or days, or send several operations.")
          .asException();
    }
  }

  /// How many requests the operation needs at most, as far as names and lengths are known.
  int bound(RequestPlan plan, List<ReadRequest> requests) {
    return plan.bound(tried.size() + requests.size());
  }

  /// The requests for what these facts lack.
  RequestPlan missing(LoadKeySet keys, CacheView view) {
    return api.plan(keys.planned(view), view);
  }

  /// The requests that may follow once it is known who a named user is.
  RequestPlan afterwards(LoadKeySet keys, CacheView view) {
    return api.plan(keys.plannedAfterwards(view), view);
  }

  List<ReadRequest> untried(RequestPlan plan) {
    if (cache.callerCache().isInconsistent()) {
      return List.of();
    }
    OperationFailures failures = cache.failures();
    return plan.requests().stream()
        .filter(request -> !tried.contains(request) && !failures.has(request))
        .toList();
  }

  /// What is missing by now.
  RequestPlan missing(LoadKeySet keys) {
    AtomicBoolean dependsOnAge = new AtomicBoolean();
    RequestPlan plan = missing(keys, cache.usable(() -> dependsOnAge.set(true)));
    isAllFresh = plan.requests().isEmpty() && !dependsOnAge.get();
    return plan;
  }

  /// Whether nothing was missing when this was last planned, and nothing is to be refreshed.
  boolean isAllFresh() {
    return isAllFresh;
  }

  /// What an empty cache would have to request, with the names and dates that are known.
  Set<ReadRequest> onEmptyCache(LoadKeySet keys) {
    return EmptyCachePlans.of(keys, cache, names -> onEmptyCache(keys, names));
  }

  private Set<ReadRequest> onEmptyCache(LoadKeySet keys, CacheView names) {
    Set<ReadRequest> requests = new LinkedHashSet<>(missing(keys, names).requests());
    missing(keys, cache.nothing()).requests().stream()
        .filter(request -> isDisjoint(request, Set.copyOf(requests)))
        .forEach(requests::add);
    return requests;
  }

  /// What the step after `now` will request, as far as names that were known once allow.
  List<ReadRequest> likelyAfter(LoadKeySet keys, Collection<ReadRequest> now) {
    return missing(keys, cache.likely()).requests().stream()
        .filter(request -> !now.contains(request))
        .toList();
  }

  /// Whether the response has nothing in common with those of the others.
  static boolean isDisjoint(ReadRequest request, Set<ReadRequest> others) {
    return others.stream().allMatch(other -> Collections.disjoint(other.keys(), request.keys()));
  }
}
