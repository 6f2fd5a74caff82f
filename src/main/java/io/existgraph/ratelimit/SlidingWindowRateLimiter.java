package io.existgraph.ratelimit;

import io.existgraph.credential.CallerId;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A rate limiter that keeps an exact sliding log of each caller in memory. A window is kept as
/// long as anything in it counts.
public final class SlidingWindowRateLimiter implements RateLimiter {
  private final RateLimit limit;
  private final Function<CallerId, List<CallerId>> sharers;
  private final Object sharing = new Object();
  private final GatewayClock clock;
  private final CallerWindows windows;

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
    this.windows = new CallerWindows(clock);
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
    windows.sweep();
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
      return windows.apply(
          caller, (log, now) -> log.reserve(requests, ceiling, CountedRequests.NONE, now));
    }
    synchronized (sharing) {
      CountedRequests elsewhere = elsewhere(caller);
      return windows.apply(caller, (log, now) -> log.reserve(requests, ceiling, elsewhere, now));
    }
  }

  private CountedRequests elsewhere(CallerId caller) {
    List<CallerId> others = sharers.apply(caller);
    return others.isEmpty()
        ? CountedRequests.NONE
        : CountedRequests.sum(
            others.stream().map(other -> windows.apply(other, RateLimitWindow::counted)).toList());
  }

  private ReservedRequest reservedRequest(CallerId caller) {
    return new ReservedRequest(
        caller,
        new ReservedRequest.EndListener() {
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
    windows.update(caller, (log, now) -> log.commit(now.plus(limit.countedFor()).plus(lingering)));
  }

  /// Returns a reserved request that was not needed or not sent.
  public void release(CallerId caller) {
    windows.update(caller, (log, _) -> log.release());
  }

  @Override
  public void accepted(CallerId caller) {
    windows.update(caller, RateLimitWindow::accepted);
  }

  @Override
  public void refused(CallerId caller, @Nullable Duration retryAfter) {
    Stream.concat(Stream.of(caller), sharers.apply(caller).stream())
        .forEach(each -> windows.update(each, (log, now) -> log.refused(now, retryAfter)));
  }

  @Override
  public Duration pause(CallerId caller) {
    return windows.apply(caller, RateLimitWindow::pause);
  }

  @Override
  public int maxConcurrency(CallerId caller, int configured) {
    return windows.apply(caller, (log, now) -> log.maxConcurrency(now, configured));
  }

  @Override
  public Admission admitDeparture(CallerId caller, int maxConcurrency) {
    return windows.apply(caller, (log, now) -> log.admitDeparture(now, maxConcurrency));
  }

  @Override
  public RateLimitStatus status(CallerId caller) {
    CountedRequests elsewhere = elsewhere(caller);
    return windows.apply(
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
    windows.unauthenticated(caller);
  }

  @Override
  public boolean isRejected(CallerId caller) {
    return windows.apply(caller, RateLimitWindow::isRejected);
  }

  @Override
  public void forget(CallerId caller) {
    windows.remove(caller);
  }
}
