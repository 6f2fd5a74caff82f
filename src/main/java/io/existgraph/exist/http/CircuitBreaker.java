package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds requests back while Exist as a whole fails: when at least half of at least twenty calls
/// did within ten seconds. After ten more, three may try; the first that succeeds ends it.
///
/// Of each caller only a few calls count, so that what goes wrong for one is never held against the
/// others.
final class CircuitBreaker {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(10);
  private static final int LEAST_CALLS = 20;
  private static final int MOST_OF_ONE_CALLER = 4;
  private static final int PROBES = 3;

  private final InstantSource clock;
  private final Map<CallerId, Integer> counted = new HashMap<>();
  private Instant windowEnds = Instant.MIN;
  private int calls;
  private int failures;
  private @Nullable Instant restsUntil;
  private int probes;
  private int failedProbes;

  CircuitBreaker(InstantSource clock) {
    this.clock = clock;
  }

  /// Whether a call may be made now. Who is let through tells how it [ended].
  synchronized boolean admits() {
    if (restsUntil == null) {
      return true;
    }
    if (clock.instant().isBefore(restsUntil) || probes == PROBES) {
      return false;
    }
    probes++;
    return true;
  }

  /// Without a caller nothing is counted: anybody may make up what fails. But it may be a probe.
  synchronized void ended(@Nullable CallerId caller, boolean hasFailed) {
    if (restsUntil != null) {
      probed(hasFailed);
    } else if (caller != null) {
      count(caller, hasFailed);
    }
  }

  /// A call that was let through told nothing about Exist.
  synchronized void toldNothing() {
    probes = Math.max(failedProbes, probes - 1);
  }

  private void probed(boolean hasFailed) {
    if (!hasFailed) {
      restsUntil = null;
      windowEnds = Instant.MIN;
    } else if (probes > failedProbes && ++failedProbes == PROBES) {
      open();
    }
  }

  private void count(CallerId caller, boolean hasFailed) {
    Instant now = clock.instant();
    if (!now.isBefore(windowEnds)) {
      counted.clear();
      calls = 0;
      failures = 0;
      windowEnds = now.plus(WINDOW);
    }
    if (counted.merge(caller, 1, Integer::sum) > MOST_OF_ONE_CALLER) {
      return;
    }
    calls++;
    failures += hasFailed ? 1 : 0;
    if (calls >= LEAST_CALLS && 2 * failures >= calls) {
      open();
    }
  }

  private void open() {
    restsUntil = clock.instant().plus(REST);
    probes = 0;
    failedProbes = 0;
  }
}
