package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The timeouts of exchanges that may have to queue at Exist. Where it has few workers, the
/// requests of one caller that leave together are answered one after the other, so that the last
/// would time out although Exist works on them all the time. The time of an exchange therefore
/// begins anew whenever an exchange of the same caller ends with a response that was begun before
/// it, or with it.
final class QueueTimeouts {
  /// Within how much time exchanges count as begun together.
  private static final long TOGETHER = TimeUnit.SECONDS.toNanos(1);

  private final Duration timeout;
  private final Scheduler timer;
  private final Map<CallerId, Set<RunningOperation>> running = new HashMap<>();

  private static final class RunningOperation {
    private final long start;
    private volatile long waitStart;

    private RunningOperation(long start) {
      this.start = start;
      this.waitStart = start;
    }
  }

  QueueTimeouts(Duration timeout) {
    this(timeout, Schedulers.parallel());
  }

  QueueTimeouts(Duration timeout, Scheduler timer) {
    this.timeout = timeout;
    this.timer = timer;
  }

  /// The exchange, which fails with a [java.util.concurrent.TimeoutException].
  <T> Mono<T> bound(@Nullable CallerId caller, Mono<T> exchange) {
    return caller == null
        ? exchange.timeout(timeout, timer)
        : Mono.defer(
            () -> {
              RunningOperation own = begin(caller);
              return exchange
                  .timeout(expiry(own, own.start))
                  .doOnNext(_ -> progress(caller, own))
                  .doFinally(_ -> end(caller, own));
            });
  }

  private Mono<Long> expiry(RunningOperation own, long since) {
    Duration left = timeout.minusNanos(now() - since);
    return Mono.delay(left.isNegative() ? Duration.ZERO : left, timer)
        .flatMap(end -> own.waitStart > since ? expiry(own, own.waitStart) : Mono.just(end));
  }

  private synchronized RunningOperation begin(CallerId caller) {
    RunningOperation own = new RunningOperation(now());
    running.computeIfAbsent(caller, _ -> new HashSet<>()).add(own);
    return own;
  }

  /// Begins the time anew of those that may have waited for this exchange.
  private synchronized void progress(CallerId caller, RunningOperation ended) {
    long now = now();
    running.getOrDefault(caller, Set.of()).stream()
        .filter(other -> ended.start <= other.start + TOGETHER)
        .forEach(other -> other.waitStart = now);
  }

  private synchronized void end(CallerId caller, RunningOperation own) {
    running.computeIfPresent(
        caller,
        (_, all) -> {
          all.remove(own);
          return all.isEmpty() ? null : all;
        });
  }

  private long now() {
    return timer.now(TimeUnit.NANOSECONDS);
  }
}
