package io.existgraph.ratelimit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A limit of `requests` per `window`, of which `writeReserve` are kept for writes.
public record RateLimit(int requests, int writeReserve, Duration window) {
  private static final Duration MAX_MARGIN = Duration.ofSeconds(1);

  public RateLimit {
    writeReserve = Math.min(writeReserve, requests);
  }

  /// The number of requests that may be used with the priority.
  public int ceiling(RequestPriority priority) {
    return switch (priority) {
      case WRITE, READ_BEFORE_WRITE -> requests;
      case READ -> requests - writeReserve;
      case REFRESH -> (requests - writeReserve) * 4 / 5;
    };
  }

  /// How long a request counts after its end: the window and a margin, since two clocks do not run
  /// at quite the same speed.
  public Duration countedFor() {
    Duration margin = window.dividedBy(100);
    return window.plus(margin.compareTo(MAX_MARGIN) < 0 ? margin : MAX_MARGIN);
  }

  /// The status of a window in which `used` requests count; none may be reserved while `isPaused`.
  public RateLimitStatus status(int used, boolean isPaused, @Nullable Instant resetAt) {
    int counted = Math.min(requests, used);
    int remaining = isPaused ? 0 : requests - counted;
    int readable = Math.max(0, remaining - writeReserve);
    return new RateLimitStatus(requests, counted, remaining, readable, resetAt);
  }
}
