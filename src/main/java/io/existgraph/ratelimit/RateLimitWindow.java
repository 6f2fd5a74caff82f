package io.existgraph.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One caller's window: requests under way, the moments at which finished ones become free, a pause
/// that Exist asked for, and until when a rejected credential is not sent again. Not thread-safe;
/// its owner locks it.
final class RateLimitWindow {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration REJECTED_FOR = Duration.ofMinutes(1);
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
  private @Nullable Instant rejectedUntil;

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
      isProbe = probing || rejectedUntil != null;
    }
    held += requests;
  }

  /// How many exchanges may run at once: one while a pause or a rejection is being probed. Those
  /// that wait within a rejection only hear of it, so that they need not wait any longer.
  int width(Instant now, int usual) {
    return probing || (rejectedUntil != null && !isRejected(now)) ? 1 : usual;
  }

  boolean isProbeUnderWay() {
    return probing && held > 0;
  }

  /// Whether a request that is held may leave. What was held together before Exist refused or
  /// rejected the caller leaves all the same, as far as it would have left at once.
  Reservation depart(Instant now, int atOnce) {
    Duration pause = pause(now);
    boolean isHeldBack = isRejected(now) || !pause.isZero();
    if (isHeldBack && departed >= (isProbe ? Math.min(1, atOnce) : atOnce)) {
      return isRejected(now) ? new Reservation.Rejected() : new Reservation.Refused(pause);
    }
    departed++;
    return new Reservation.Granted(1);
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

  /// Whether the credential is not to be sent again yet.
  boolean isRejected(Instant now) {
    return rejectedUntil != null && now.isBefore(rejectedUntil);
  }

  void reject(Instant now) {
    rejectedUntil = now.plus(REJECTED_FOR);
  }

  /// What answers within a rejection was sent before it, and does not end it.
  void accepted(Instant now) {
    rejectedUntil = isRejected(now) ? rejectedUntil : null;
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
    return used(now) == 0 && pause(now).isZero() && !isRejected(now) && !kept.isAfter(now);
  }
}
