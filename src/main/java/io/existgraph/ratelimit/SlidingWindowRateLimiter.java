package io.existgraph.ratelimit;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rate limiter that keeps an exact sliding log of each caller in memory. A window is kept as
/// long as anything in it counts; of callers that Exist never accepted, only the latest 10,000 are
/// kept.
public final class SlidingWindowRateLimiter implements RateLimiter {
  private static final int SWEEP_INTERVAL = 4096;
  private static final int MAX_UNAUTHENTICATED = 10_000;
  private static final Duration MAX_MARGIN = Duration.ofSeconds(1);

  private final int limit;
  private final int writeReserve;
  private final Duration window;
  private final InstantSource clock;
  private final Map<CallerId, RateLimitWindow> windows = new ConcurrentHashMap<>();
  private final Queue<CallerId> unauthenticated = new ArrayBlockingQueue<>(MAX_UNAUTHENTICATED);
  private final AtomicLong reservations = new AtomicLong();

  /// `limit` is the number of requests per `window`, of which `writeReserve` are kept for writes.
  public SlidingWindowRateLimiter(
      int limit, int writeReserve, Duration window, InstantSource clock) {
    this.limit = limit;
    this.writeReserve = Math.min(writeReserve, limit);
    this.clock = clock;
    Duration margin = window.dividedBy(100); // two clocks do not run at quite the same speed
    this.window = window.plus(margin.compareTo(MAX_MARGIN) < 0 ? margin : MAX_MARGIN);
  }

  @Override
  public Reservation reserve(CallerId caller, int requests, RequestPriority priority) {
    sweep();
    return switch (apply(caller, (log, now) -> log.reserve(requests, ceiling(priority), now))) {
      case Admission.Admitted _ ->
          new Reservation.Granted(
              Stream.generate(() -> new ReservedRequest(this, caller)).limit(requests).toList());
      case Reservation.Refused refused -> refused;
      case Reservation.Rejected rejected -> rejected;
    };
  }

  private int ceiling(RequestPriority priority) {
    return switch (priority) {
      case WRITE, READ_BEFORE_WRITE -> limit;
      case READ -> limit - writeReserve;
      case REFRESH -> (limit - writeReserve) * 4 / 5;
    };
  }

  @Override
  public void commit(CallerId caller, Duration lingering) {
    update(caller, (log, now) -> log.commit(now.plus(window).plus(lingering)));
  }

  @Override
  public void release(CallerId caller) {
    update(caller, (log, _) -> log.release());
  }

  @Override
  public void accepted(CallerId caller) {
    update(caller, RateLimitWindow::accepted);
  }

  @Override
  public void refused(CallerId caller, @Nullable Duration retryAfter) {
    update(caller, (log, now) -> log.refused(now, retryAfter));
  }

  @Override
  public Duration pause(CallerId caller) {
    return apply(caller, RateLimitWindow::pause);
  }

  @Override
  public int maxConcurrency(CallerId caller, int configured) {
    return apply(caller, (log, now) -> log.maxConcurrency(now, configured));
  }

  @Override
  public Admission admitDeparture(CallerId caller, int maxConcurrency) {
    return apply(caller, (log, now) -> log.admitDeparture(now, maxConcurrency));
  }

  @Override
  public RateLimitStatus status(CallerId caller) {
    return apply(caller, this::status);
  }

  private RateLimitStatus status(RateLimitWindow log, Instant now) {
    int used = Math.min(limit, log.used(now));
    int remaining = log.pause(now).isZero() ? limit - used : 0;
    int readable = Math.max(0, remaining - writeReserve);
    return new RateLimitStatus(limit, used, remaining, readable, log.resetAt(now));
  }

  @Override
  public void unauthenticated(CallerId caller) {
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

  @Override
  public boolean isRejected(CallerId caller) {
    return apply(caller, RateLimitWindow::isRejected);
  }

  @Override
  public void forget(CallerId caller) {
    windows.remove(caller);
  }

  private void update(CallerId caller, BiConsumer<RateLimitWindow, Instant> step) {
    var _ =
        apply(
            caller,
            (log, now) -> {
              step.accept(log, now);
              return true;
            });
  }

  /// Runs the step on the caller's window, which is locked meanwhile.
  private <T> T apply(CallerId caller, BiFunction<RateLimitWindow, Instant, T> step) {
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
  private void sweep() {
    if (reservations.incrementAndGet() % SWEEP_INTERVAL == 0) {
      windows.keySet().forEach(caller -> update(caller, (_, _) -> {}));
    }
  }
}
