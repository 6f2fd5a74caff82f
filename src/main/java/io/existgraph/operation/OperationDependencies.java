package io.existgraph.operation;

import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.data.Freshness;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.GatewayListener;
import io.existgraph.ratelimit.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;

/// What every reading works with. `mostRequests` and `mostItems` bound one operation, `longest` its
/// time and `longestExchange` that of one exchange, `room` the values of all.
public record OperationDependencies(
    ExistApi api,
    CallerCaches memory,
    RateLimiter budget,
    GatewayListener listener,
    Freshness freshness,
    InstantSource clock,
    RejectionsByAddress rejections,
    int mostRequests,
    int mostItems,
    Duration longest,
    Duration longestExchange,
    ResultSizeLimiter room) {
  /// Exist answered the caller with what was asked for.
  public void accepted(CallerId caller) {
    rejections.accepted(caller);
  }

  /// Exist answered the caller with 401: everything of it is forgotten.
  public void rejected(CallerId caller) {
    rejections.rejected(caller);
    forget(caller);
  }

  /// Forgets everything about a caller.
  public void forget(CallerId caller) {
    memory.forget(caller);
  }
}
