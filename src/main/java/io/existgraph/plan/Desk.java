package io.existgraph.plan;

import io.existgraph.budget.RateBudget;
import io.existgraph.cache.Memory;
import io.existgraph.caller.CallerId;
import io.existgraph.upstream.ExistApi;
import io.existgraph.upstream.Freshness;
import io.existgraph.upstream.GatewayListener;
import java.time.Duration;
import java.time.InstantSource;

/// What every reading works with. `mostRequests` and `mostItems` bound one operation, `longest` its
/// time and `longestExchange` that of one exchange, `room` the values of all.
public record Desk(
    ExistApi api,
    Memory memory,
    RateBudget budget,
    GatewayListener listener,
    Freshness freshness,
    InstantSource clock,
    IdempotencyKeys idempotencyKeys,
    RejectionsByAddress rejections,
    int mostRequests,
    int mostItems,
    Duration longest,
    Duration longestExchange,
    Room room) {
  /// Exist answered the caller with what was asked for.
  void accepted(CallerId caller) {
    rejections.accepted(caller);
  }

  /// Exist answered the caller with 401: everything of it is forgotten.
  void rejected(CallerId caller) {
    rejections.rejected(caller);
    forget(caller);
  }

  /// Forgets everything about a caller.
  public void forget(CallerId caller) {
    memory.forget(caller);
  }
}
