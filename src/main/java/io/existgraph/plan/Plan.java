package io.existgraph.plan;

import java.util.List;

/// What an operation will ask of Exist, told before anything is sent. `cost` is what it will pay,
/// an upper bound unless `isExact`.
public record Plan(List<Planned> requests, int cost, boolean isExact, int remaining) {
  /// One request; `isCached` when memory answers it.
  public record Planned(String method, String target, boolean isCached, int step) {}

  public Plan {
    requests = List.copyOf(requests);
  }

  /// Whether the caller's hour has room for it.
  public boolean isAllowed() {
    return cost <= remaining;
  }
}
