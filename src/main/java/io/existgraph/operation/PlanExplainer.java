package io.existgraph.operation;

import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.view.CacheView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Explains what the keys of an operation would request, given what is known.
record PlanExplainer(OperationPlanner planner, LoadKeySet keys, CacheView facts, int maxRequests) {

  /// `remaining` is what is left of the caller's window for reads.
  ExplainedPlan explain(int remaining) {
    RequestPlan plan = planner.missing(keys, facts);
    RequestPlan after = planner.afterwards(keys, facts);
    int later = after.requests().size() + after.maxFollowUps();
    boolean isUnbounded =
        plan.awaitsNames() || plan.isOpen() || after.awaitsNames() || after.isOpen();
    int bound = plan.bound(plan.requests().size()) + (isUnbounded ? 0 : later);
    int cost = isUnbounded ? Math.max(bound, maxRequests) : bound;
    boolean isExact = plan.isExact() && after.requests().isEmpty() && after.isExact();
    return new ExplainedPlan(requests(plan), cost, isExact, remaining, bound <= maxRequests);
  }

  private List<ExplainedPlan.Planned> requests(RequestPlan plan) {
    List<ReadRequest> now = planner.next(plan, maxRequests);
    boolean isWhole = now.size() == plan.requests().size();
    List<ReadRequest> then =
        plan.isExact() || !isWhole ? List.of() : planner.likelyAfter(keys, plan.requests());
    Set<ReadRequest> all = new LinkedHashSet<>(planner.onEmptyCache(keys));
    plan.requests().forEach(all::remove);
    all.addAll(now);
    all.addAll(then);
    return all.stream()
        .map(request -> planned(request, now.contains(request), then.contains(request)))
        .toList();
  }

  private static ExplainedPlan.Planned planned(ReadRequest request, boolean isNow, boolean isThen) {
    return new ExplainedPlan.Planned("GET", request.target(), !isNow && !isThen, isThen ? 2 : 1);
  }
}
