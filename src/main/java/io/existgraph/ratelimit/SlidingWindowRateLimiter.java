package io.existgraph.ratelimit;

import io.existgraph.credential.CallerId;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A rate limiter that keeps an exact sliding log of each caller in memory. A window is kept as
/// long as anything in it counts; of callers that Exist never accepted, only the latest 10,000 are
/// kept.
public final class SlidingWindowRateLimiter implements RateLimiter {
  private static final int SWEEP_INTERVAL = 4096;
  private static final int MAX_UNAUTHENTICATED = 10_000;

  private final RateLimit limit;
  private final Function<CallerId, List<CallerId>> sharers;
  private final Object sharing = new Object();
  private final GatewayClock clock;
  private final Map<CallerId, RateLimitWindow> windows = new ConcurrentHashMap<>();
  private final Queue<CallerId> unauthenticated = new ArrayBlockingQueue<>(MAX_UNAUTHENTICATED);
  private final AtomicLong reservations = new AtomicLong();

  /// Callers that share nothing.
  public SlidingWindowRateLimiter(RateLimit limit, GatewayClock clock) {
    this(limit, _ -> List.of(), clock);
  }

  /// `sharers` are the others with whom a caller shares its limit, as far as they are known.
  public SlidingWindowRateLimiter(
      RateLimit limit, Function<CallerId, List<CallerId>> sharers, GatewayClock clock) {
    this.limit = limit;
    this.sharers = sharers;
    this.clock = clock;
  }

  /// `limit` is the number of requests per `window`, of which `writeReserve` are kept for writes.
  public SlidingWindowRateLimiter(
      int limit, int writeReserve, Duration window, GatewayClock clock) {
    this(new RateLimit(limit, writeReserve, window), clock);
  }

  @Override
  public Mono<Reservation> reserve(CallerId caller, int requests, RequestPriority priority) {
    return Mono.fromSupplier(() -> tryReserve(caller, requests, priority));
  }

  /// Reserves all of the requests or none.
  public Reservation tryReserve(CallerId caller, int requests, RequestPriority priority) {
    sweep();
    return switch (admit(caller, requests, limit.ceiling(priority))) {
      case Admission.Admitted _ ->
          new Reservation.Granted(
              Stream.generate(() -> reservedRequest(caller)).limit(requests).toList());
      case Reservation.Refused refused -> refused;
      case Reservation.Rejected rejected -> rejected;
    };
  }

  /// Callers that share a limit take turns, so that together they do not exceed it.
  private Admission admit(CallerId caller, int requests, int ceiling) {
    if (sharers.apply(caller).isEmpty()) {
      return apply(caller, (log, now) -> log.reserve(requests, ceiling, CountedRequests.NONE, now));
    }
    synchronized (sharing) {
      CountedRequests elsewhere = elsewhere(caller);
      return apply(caller, (log, now) -> log.reserve(requests, ceiling, elsewhere, now));
    }
  }

  private CountedRequests elsewhere(CallerId caller) {
    List<CallerId> others = sharers.apply(caller);
    return others.isEmpty()
        ? CountedRequests.NONE
        : CountedRequests.sum(
            others.stream().map(other -> apply(other, RateLimitWindow::counted)).toList());
  }

  private ReservedRequest reservedRequest(CallerId caller) {
    return new ReservedRequest(
        caller,
        new ReservedRequest.Ending() {
          @Override
          public void committed(Duration lingering) {
            commit(caller, lingering);
          }

          @Override
          public void released() {
            release(caller);
          }
        });
  }

  /// Ends a reserved request that was sent, whatever its outcome. `lingering` is how much later
  /// than now Exist may still count it: zero when it was answered.
  public void commit(CallerId caller, Duration lingering) {
    update(caller, (log, now) -> log.commit(now.plus(limit.countedFor()).plus(lingering)));
  }

  /// Returns a reserved request that was not needed or not sent.
  public void release(CallerId caller) {
    update(caller, (log, _) -> log.release());
  }

  @Override
  public void accepted(CallerId caller) {
    update(caller, RateLimitWindow::accepted);
  }

  @Override
  public void refused(CallerId caller, @Nullable Duration retryAfter) {
    Stream.concat(Stream.of(caller), sharers.apply(caller).stream())
        .forEach(each -> update(each, (log, now) -> log.refused(now, retryAfter)));
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
    CountedRequests elsewhere = elsewhere(caller);
    return apply(
        caller,
        (log, now) ->
            limit.status(
                log.used(now) + elsewhere.total(),
                !log.pause(now).isZero(),
                wallTime(log.resetAt(elsewhere, now))));
  }

  private @Nullable Instant wallTime(@Nullable Instant instant) {
    return instant == null ? null : clock.wallTime(instant);
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
