package io.existgraph.ratelimit;

import io.existgraph.credential.CallerId;
import io.existgraph.time.GatewayClock;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/// The sliding logs of all callers, each locked while a step runs on it. A log is kept as long as
/// anything in it counts; of callers that Exist never accepted, only the latest 10,000 are kept.
final class CallerWindows {
  private static final int SWEEP_INTERVAL = 4096;
  private static final int MAX_UNAUTHENTICATED = 10_000;

  private final GatewayClock clock;
  private final Map<CallerId, RateLimitWindow> windows = new ConcurrentHashMap<>();
  private final Queue<CallerId> unauthenticated = new ArrayBlockingQueue<>(MAX_UNAUTHENTICATED);
  private final AtomicLong reservations = new AtomicLong();

  CallerWindows(GatewayClock clock) {
    this.clock = clock;
  }

  /// Records that Exist rejected the credential (401).
  void unauthenticated(CallerId caller) {
    Instant now = clock.instant();
    boolean[] isFirst = new boolean[1];
    windows.computeIfPresent(
        caller,
        (_, log) -> {
          isFirst[0] = log.unauthenticated(now);
          return log;
        });
    while (isFirst[0] && !unauthenticated.offer(caller)) {
      CallerId oldest = unauthenticated.poll();
      if (oldest != null) {
        windows.computeIfPresent(oldest, (_, log) -> log.wasAccepted() ? log : null);
      }
    }
  }

  void remove(CallerId caller) {
    windows.remove(caller);
  }

  void update(CallerId caller, BiConsumer<RateLimitWindow, Instant> step) {
    var _ =
        apply(
            caller,
            (log, now) -> {
              step.accept(log, now);
              return true;
            });
  }

  /// Runs the step on the caller's window, which is locked meanwhile.
  <T> T apply(CallerId caller, BiFunction<RateLimitWindow, Instant, T> step) {
    Instant now = clock.instant();
    Object[] result = new Object[1];
    windows.compute(
        caller,
        (_, existing) -> {
          boolean isFresh = existing == null || existing.isIdle(now);
          RateLimitWindow log = isFresh ? new RateLimitWindow() : existing;
          result[0] = step.apply(log, now);
          return log.isIdle(now) ? null : log;
        });
    @SuppressWarnings("unchecked")
    T typed = (T) result[0];
    return typed;
  }

  /// Drops idle windows now and then, since nothing else visits those of callers that are gone.
  void sweep() {
    if (reservations.incrementAndGet() % SWEEP_INTERVAL == 0) {
      windows.keySet().forEach(caller -> update(caller, (_, _) -> {}));
    }
  }
}
