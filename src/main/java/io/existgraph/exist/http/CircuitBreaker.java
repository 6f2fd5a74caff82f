package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A circuit breaker for Exist as a whole. It opens when at least half of at least twenty calls
/// within ten seconds failed, and most kinds of resources fail: one that fails while others are
/// answered closes nothing else. Ten seconds later it is half open: three calls may probe; the
/// first that succeeds closes it, and three failures open it again.
///
/// The breakers of libraries count all calls alike, so that one caller, whose requests can be made
/// to fail, could open the circuit for everybody. This one counts at most four calls of each caller
/// per window, and none without a caller. It never blocks.
final class CircuitBreaker {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration OPEN_DURATION = Duration.ofSeconds(10);
  private static final int MIN_CALLS = 20;
  private static final int MAX_CALLS_PER_CALLER = 4;
  private static final int MAX_PROBES = 3;

  private final InstantSource clock;
  private final Map<CallerId, Integer> counted = new HashMap<>();
  private final Map<String, OutcomeCounts> byResource = new HashMap<>();
  private Instant windowEnd = Instant.MIN;
  private OutcomeCounts all = OutcomeCounts.NONE;
  private @Nullable Instant openUntil;
  private int probes;
  private int failedProbes;

  /// How many calls were counted in the window, and how many of them failed.
  private record OutcomeCounts(int calls, int failures) {
    static final OutcomeCounts NONE = new OutcomeCounts(0, 0);

    OutcomeCounts and(boolean hasFailed) {
      return new OutcomeCounts(calls + 1, failures + (hasFailed ? 1 : 0));
    }

    boolean isHalfFailed() {
      return 2 * failures >= calls;
    }
  }

  CircuitBreaker(InstantSource clock) {
    this.clock = clock;
  }

  /// Whether a call may be made now. One that may must end with [#onSuccess], [#onError] or
  /// [#releasePermission].
  synchronized boolean tryAcquirePermission() {
    if (openUntil == null) {
      return true;
    }
    if (clock.instant().isBefore(openUntil) || probes == MAX_PROBES) {
      return false;
    }
    probes++;
    return true;
  }

  /// Ends a call whose outcome does not show whether Exist is available.
  synchronized void releasePermission() {
    probes = Math.max(failedProbes, probes - 1);
  }

  /// Ends a call that Exist answered. Without a caller it only counts as a probe. `resource` is the
  /// kind of resource that was called.
  synchronized void onSuccess(@Nullable CallerId caller, String resource) {
    if (openUntil != null) {
      openUntil = null;
      windowEnd = Instant.MIN;
    } else if (caller != null) {
      count(caller, resource, false);
    }
  }

  /// Ends a call that failed. Without a caller it only counts as a probe, since anybody can make
  /// such calls fail.
  synchronized void onError(@Nullable CallerId caller, String resource) {
    if (openUntil == null) {
      if (caller != null) {
        count(caller, resource, true);
      }
    } else if (probes > failedProbes && ++failedProbes == MAX_PROBES) {
      open();
    }
  }

  private void count(CallerId caller, String resource, boolean hasFailed) {
    Instant now = clock.instant();
    if (!now.isBefore(windowEnd)) {
      counted.clear();
      byResource.clear();
      all = OutcomeCounts.NONE;
      windowEnd = now.plus(WINDOW);
    }
    if (counted.merge(caller, 1, Integer::sum) > MAX_CALLS_PER_CALLER) {
      return;
    }
    all = all.and(hasFailed);
    byResource.put(resource, byResource.getOrDefault(resource, OutcomeCounts.NONE).and(hasFailed));
    if (all.calls() >= MIN_CALLS && all.isHalfFailed() && mostResourcesFail()) {
      open();
    }
  }

  private boolean mostResourcesFail() {
    long failing = byResource.values().stream().filter(OutcomeCounts::isHalfFailed).count();
    return 2 * failing > byResource.size();
  }

  private void open() {
    openUntil = clock.instant().plus(OPEN_DURATION);
    probes = 0;
    failedProbes = 0;
  }
}
