package io.existgraph.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One caller's window: requests under way, the moments at which finished ones become free, and a
/// pause that Exist asked for. Not thread-safe; its owner locks it.
final class RateLimitWindow {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final Deque<Instant> freeAt = new ArrayDeque<>();
  private int held;
  private int departed;
  private int refusals;
  private boolean probing;
  private boolean isProbe;
  private boolean wasAccepted;
  private boolean isStranger;
  private @Nullable Instant pausedUntil;

  int used(Instant now) {
    while (!freeAt.isEmpty() && !freeAt.getFirst().isAfter(now)) {
      freeAt.removeFirst();
    }
    return held + freeAt.size();
  }

  /// When that many more of the used requests may be free; soon where it is those under way that
  /// take the room.
  Instant freeAfter(int requests, Instant now) {
    return freeAt.stream().skip(requests - 1L).findFirst().orElse(now.plus(SOON));
  }

  Duration pause(Instant now) {
    return pausedUntil == null || !pausedUntil.isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, pausedUntil);
  }

  void hold(int requests) {
    probing = refusals > 0;
    if (held == 0) {
      departed = 0;
      isProbe = probing;
    }
    held += requests;
  }

  /// How many exchanges may run at once: one while a pause is being probed.
  int width(int usual) {
    return probing ? 1 : usual;
  }

  boolean isProbeUnderWay() {
    return probing && held > 0;
  }

  /// How long a request that is held may not leave. What was held together before Exist refused
  /// leaves all the same, as far as it would have left at once.
  Duration depart(Instant now, int atOnce) {
    Duration pause = pause(now);
    boolean mayLeave = pause.isZero() || departed < (isProbe ? 1 : atOnce);
    departed += mayLeave ? 1 : 0;
    return mayLeave ? Duration.ZERO : pause;
  }

  void release() {
    held = Math.max(0, held - 1); // zero already: forgotten meanwhile
  }

  /// Kept in order although a request that lingers is free later than those that end after it.
  void spend(Instant free) {
    release();
    if (!freeAt.isEmpty() && freeAt.getLast().isAfter(free)) {
      free = freeAt.getLast();
    }
    freeAt.addLast(free);
  }

  /// Whether Exist ever answered the caller within this hour.
  boolean wasAccepted() {
    return wasAccepted;
  }

  /// Whether it is only now that Exist turns out not to know the caller.
  boolean becomesStranger() {
    boolean isFirst = !isStranger && !wasAccepted;
    isStranger = true;
    return isFirst;
  }

  void accepted() {
    wasAccepted = true;
    refusals = 0;
    probing = false;
  }

  void refuse(Instant now, @Nullable Duration retryAfter) {
    if (retryAfter != null) {
      pauseUntil(now.plus(shorter(retryAfter, LONGEST_RETRY_AFTER)));
    } else if (pause(now).isZero()) {
      Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, 4));
      pauseUntil(now.plus(shorter(grown, LONGEST_PAUSE)));
      refusals++;
    }
    probing = false;
  }

  private void pauseUntil(Instant until) {
    if (pausedUntil == null || pausedUntil.isBefore(until)) {
      pausedUntil = until;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Nullable Instant resetAt(Instant now) {
    if (!pause(now).isZero()) {
      return pausedUntil;
    }
    return used(now) == 0 ? null : freeAt.isEmpty() ? null : freeAt.getFirst();
  }

  /// How often Exist refused counts until long after the pause.
  boolean isIdle(Instant now) {
    Instant kept = refusals > 0 && pausedUntil != null ? pausedUntil.plus(LONGEST_PAUSE) : now;
    return used(now) == 0 && pause(now).isZero() && !kept.isAfter(now);
  }
}
