package io.existgraph;

import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.http.ExistWebClient;
import io.existgraph.ratelimit.RateLimiter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A timer of exchanges with Exist whose time is given: an exchange times out when that is asked
/// for, and no other, however long anything takes.
final class ExchangeTimer implements ExchangeListener {
  static final Duration TIMEOUT = Duration.ofSeconds(8);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int POLL_MILLIS = 2;

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final ReentrantLock turn = new ReentrantLock();
  private int running;
  private int expiring;
  private int expired;
  private int resets;

  ExistHttpClient client(Supplier<URI> exist, RateLimiter budget, GivenClock clock) {
    ExistWebClient wire = new ExistWebClient(exist, TIMEOUT, time, LONGEST, clock);
    return new ExistHttpClient(wire, budget, 4, TIMEOUT, LONGEST, clock, this);
  }

  /// Forgets exchanges that were cancelled.
  synchronized void reset() {
    running = 0;
    expiring = 0;
    expired = 0;
    resets++;
  }

  void pass(Duration duration) {
    time.advanceTimeBy(duration);
  }

  /// The result of a call all of whose exchanges time out.
  <T> T passingDuring(Supplier<T> call) {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(call);
    while (!result.isDone()) {
      pass(TIMEOUT);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
    return result.join();
  }

  @Override
  public synchronized void begins() {
    running++;
  }

  @Override
  public synchronized void ended(EndedExchange exchange) {
    running--;
    if (exchange.status() == 0 && expiring > 0) {
      expired++;
    }
  }

  /// Called for an exchange that has no response yet. Returns once that has timed out, which it
  /// does when no others are under way but those for which this was called, too.
  void expire() {
    int begun = begin();
    turn.lock();
    try {
      while (!hasExpired(begun)) {
        if (isAlone()) {
          pass(TIMEOUT);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
      }
    } finally {
      turn.unlock();
    }
  }

  /// The same off the threads that must not block.
  Mono<Void> expiry() {
    return Mono.<Void>fromRunnable(this::expire).subscribeOn(Schedulers.boundedElastic());
  }

  private synchronized int begin() {
    expiring++;
    return resets;
  }

  /// Takes one of those that have expired.
  private synchronized boolean hasExpired(int begun) {
    if (resets != begun) {
      return true;
    }
    if (expired == 0) {
      return false;
    }
    expired--;
    expiring--;
    return true;
  }

  private synchronized boolean isAlone() {
    return expired == 0 && running <= expiring;
  }
}
