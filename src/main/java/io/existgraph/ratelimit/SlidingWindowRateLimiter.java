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
import org.jspecify.annotations.Nullable;

/// The allowance as an exact sliding window in memory. A caller's hour is kept as long as anything
/// in it counts, and dropped when nothing does; of those whom Exist never accepted, the latest ten
/// thousand alone.
public final class SlidingWindowRateLimiter implements RateLimiter {
  private static final int SWEEP_EVERY = 4096;
  private static final int MOST_STRANGERS = 10_000;
  private static final Duration LARGEST_MARGIN = Duration.ofSeconds(1);

  private final int limit;
  private final int writeReserve;
  private final Duration window;
  private final InstantSource clock;
  private final Map<CallerId, RateLimitWindow> hours = new ConcurrentHashMap<>();
  private final Queue<CallerId> strangers = new ArrayBlockingQueue<>(MOST_STRANGERS);
  private final AtomicLong changes = new AtomicLong();

  public SlidingWindowRateLimiter(
      int limit, int writeReserve, Duration window, InstantSource clock) {
    this.limit = limit;
    this.writeReserve = Math.min(writeReserve, limit);
    this.clock = clock;
    Duration margin = window.dividedBy(100); // two clocks do not run at quite the same speed
    this.window = window.plus(margin.compareTo(LARGEST_MARGIN) < 0 ? margin : LARGEST_MARGIN);
  }

  @Override
  public Reservation take(CallerId caller, int requests, RequestPriority purpose) {
    sweep();
    return with(
        caller,
        (hour, now) -> {
          if (hour.isRejected(now)) {
            return new Reservation.Rejected();
          }
          Duration pause = hour.pause(now);
          if (!pause.isZero()) {
            return new Reservation.Refused(pause);
          }
          if (hour.isProbeUnderWay()) {
            return new Reservation.Refused(Duration.ofSeconds(1));
          }
          int over = hour.used(now) + requests - ceiling(purpose);
          if (over > 0) {
            return new Reservation.Refused(Duration.between(now, hour.freeAfter(over, now)));
          }
          hour.hold(requests);
          return new Reservation.Granted(requests);
        });
  }

  private int ceiling(RequestPriority purpose) {
    return switch (purpose) {
      case WRITE -> limit;
      case READ -> limit - writeReserve;
      case REFRESH -> (limit - writeReserve) * 4 / 5;
    };
  }

  @Override
  public void spent(CallerId caller, Duration lingering) {
    change(caller, (hour, now) -> hour.spend(now.plus(window).plus(lingering)));
  }

  @Override
  public void unused(CallerId caller) {
    change(caller, (hour, _) -> hour.release());
  }

  @Override
  public void accepted(CallerId caller) {
    change(caller, RateLimitWindow::accepted);
  }

  @Override
  public void refused(CallerId caller, @Nullable Duration retryAfter) {
    change(caller, (hour, now) -> hour.refuse(now, retryAfter));
  }

  @Override
  public Duration pause(CallerId caller) {
    return with(caller, RateLimitWindow::pause);
  }

  @Override
  public int width(CallerId caller, int usual) {
    return with(caller, (hour, now) -> hour.width(now, usual));
  }

  @Override
  public Reservation depart(CallerId caller, int atOnce) {
    return with(caller, (hour, now) -> hour.depart(now, atOnce));
  }

  @Override
  public RateLimitStatus allowance(CallerId caller) {
    return with(
        caller,
        (hour, now) -> {
          boolean paused = !hour.pause(now).isZero();
          int used = Math.min(limit, hour.used(now));
          int remaining = paused ? 0 : limit - used;
          int readable = Math.max(0, remaining - writeReserve);
          return new RateLimitStatus(limit, used, remaining, readable, hour.resetAt(now));
        });
  }

  @Override
  public void unknown(CallerId caller) {
    Instant now = clock.instant();
    boolean[] isNew = new boolean[1];
    hours.computeIfPresent(
        caller,
        (_, hour) -> {
          hour.reject(now);
          isNew[0] = hour.becomesStranger();
          return hour;
        });
    while (isNew[0] && !strangers.offer(caller)) {
      CallerId oldest = strangers.poll();
      if (oldest != null) {
        hours.computeIfPresent(oldest, (_, hour) -> hour.wasAccepted() ? hour : null);
      }
    }
  }

  @Override
  public boolean isRejected(CallerId caller) {
    return with(caller, RateLimitWindow::isRejected);
  }

  @Override
  public void forget(CallerId caller) {
    hours.remove(caller);
  }

  private void change(CallerId caller, BiConsumer<RateLimitWindow, Instant> step) {
    var _ =
        with(
            caller,
            (hour, now) -> {
              step.accept(hour, now);
              return true;
            });
  }

  private <T> T with(CallerId caller, BiFunction<RateLimitWindow, Instant, T> step) {
    Instant now = clock.instant();
    Object[] result = new Object[1];
    hours.compute(
        caller,
        (_, known) -> {
          RateLimitWindow hour = known == null || known.isIdle(now) ? new RateLimitWindow() : known;
          result[0] = step.apply(hour, now);
          return hour.isIdle(now) ? null : hour;
        });
    @SuppressWarnings("unchecked")
    T typed = (T) result[0];
    return typed;
  }

  private void sweep() {
    if (changes.incrementAndGet() % SWEEP_EVERY == 0) {
      hours.keySet().forEach(caller -> change(caller, (_, _) -> {})); // drops the idle
    }
  }
}
