package io.existgraph.operation;

import java.util.List;

/// The explained plan of an operation: the requests that it would send. `cost` is how many
/// requests, an upper bound unless `isExact`; `fits` when no limit of operations refuses it, nor
/// Exist has just rejected the credential.
public record ExplainedPlan(
    List<ExplainedRequest> requests, int cost, boolean isExact, int remaining, boolean fits) {
  /// One request; `isCached` when memory answers it.
  public record ExplainedRequest(String method, String target, boolean isCached, int step) {}

  public ExplainedPlan {
    requests = List.copyOf(requests);
  }

  /// The plan of an operation that is refused all the same.
  public ExplainedPlan refused() {
    return new ExplainedPlan(requests, cost, isExact, remaining, false);
  }

  /// Whether it would be run: the caller's hour has room for it too.
  public boolean isAllowed() {
    return fits && cost <= remaining;
  }
}
