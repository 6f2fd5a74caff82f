package io.existgraph.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The explained plan of an operation: the requests that it would send. `cost` is how many
/// requests, an upper bound unless `isExact`; `remaining` is how many the caller may still send.
/// `refusal` is why a limit of operations would or may refuse it, or that Exist has just rejected
/// the credential; null where neither is.
public record ExplainedPlan(
    List<ExplainedRequest> requests,
    int cost,
    boolean isExact,
    int remaining,
    @Nullable String refusal) {
  /// One request; `isCached` when memory answers it.
  public record ExplainedRequest(String method, String target, boolean isCached, int step) {}

  public ExplainedPlan {
    requests = List.copyOf(requests);
  }

  /// A plan that needs no request.
  public static ExplainedPlan empty(int remaining) {
    return new ExplainedPlan(List.of(), 0, true, remaining, null);
  }

  /// The plan of an operation that is refused all the same.
  public ExplainedPlan refused(String reason) {
    return new ExplainedPlan(
        requests, cost, isExact, remaining, refusal == null ? reason : refusal);
  }

  /// The plan of an operation that fails, in part at least, before anything is sent.
  public ExplainedPlan refusedByErrors() {
    return refused("It would fail before anything is sent. Run it to see the errors.");
  }

  /// Whether it would be run: the caller's hour has room for it too.
  public boolean isAllowed() {
    return reason() == null;
  }

  /// Why it would or may be refused; null where it is allowed.
  public @Nullable String reason() {
    if (refusal != null) {
      return refusal;
    }
    return cost <= remaining
        ? null
        : "It needs %s%d requests to Exist; %d are left at the moment."
            .formatted(isExact ? "" : "up to ", cost, remaining);
  }
}
