package io.existgraph.operation;

import java.util.List;

/// What an operation will ask of Exist, told before anything is sent. `cost` is what it will pay,
/// an upper bound unless `isExact`; `fits` when no limit of operations refuses it.
public record ExplainedPlan(
    List<Planned> requests, int cost, boolean isExact, int remaining, boolean fits) {
  /// One request; `isCached` when memory answers it.
  public record Planned(String method, String target, boolean isCached, int step) {}

  public ExplainedPlan {
    requests = List.copyOf(requests);
  }

  /// Whether it would be run: the caller's hour has room for it too.
  public boolean isAllowed() {
    return fits && cost <= remaining;
  }
}
