package io.existgraph.redis;

/// The circuit breaker of Redis: closed while Redis is used. It closes after [#GOOD_PINGS]
/// consecutive pings answered in time; requests of callers are never used as probes. Thread-safe.
final class RedisCircuitBreaker {
  /// The replies in a row after which the server counts as healthy.
  static final int GOOD_PINGS = 2;

  private volatile boolean isClosed;
  private int goodPings;
  private long failures;

  /// Whether calls may be made.
  boolean isClosed() {
    return isClosed;
  }

  /// Ends the use of Redis; returns whether it was in use.
  synchronized boolean open() {
    boolean wasClosed = isClosed;
    isClosed = false;
    goodPings = 0;
    failures++;
    return wasClosed;
  }

  synchronized void replied(boolean isInTime) {
    goodPings = isInTime ? goodPings + 1 : 0;
  }

  synchronized boolean isHealthy() {
    return goodPings >= GOOD_PINGS;
  }

  synchronized long failures() {
    return failures;
  }

  /// Begins the use of Redis, unless it has failed since `failures` was read.
  synchronized boolean close(long failuresBefore) {
    isClosed = failures == failuresBefore;
    return isClosed;
  }
}
