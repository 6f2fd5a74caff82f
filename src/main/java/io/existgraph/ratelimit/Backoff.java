package io.existgraph.ratelimit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The reaction to 429 responses of one caller: an immutable state machine of which every
/// transition returns the next state.
///
/// `refusals` is the number of 429 responses without `Retry-After` since the last accepted request;
/// `pauseEnd` is the end of the latest pause.
///
/// | from    | event                      | to                                          |
/// |---------|----------------------------|---------------------------------------------|
/// | any     | refused                    | PAUSED                                      |
/// | PAUSED  | reserved, the pause over   | PROBING after `refusals`, else OPEN         |
/// | PAUSED  | accepted                   | PAUSED with no `refusals`, so OPEN later    |
/// | PROBING | accepted                   | OPEN                                        |
record Backoff(BackoffPhase phase, int refusals, Instant pauseEnd) {
  static final Backoff NONE = new Backoff(BackoffPhase.OPEN, 0, Instant.MIN);
  static final Duration MIN_PAUSE = Duration.ofMinutes(1);
  static final Duration MAX_PAUSE = Duration.ofMinutes(15);
  static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 4;

  enum BackoffPhase {
    /// Requests are sent as the window allows.
    OPEN,
    /// Nothing is reserved until the pause ends.
    PAUSED,
    /// The pause had no stated end and is over: one request at a time until Exist accepts one.
    PROBING
  }

  /// The remaining pause; zero when there is none.
  Duration remaining(Instant now) {
    return phase == BackoffPhase.PAUSED && now.isBefore(pauseEnd)
        ? Duration.between(now, pauseEnd)
        : Duration.ZERO;
  }

  boolean isPaused(Instant now) {
    return !remaining(now).isZero();
  }

  /// The state after a reservation, which presupposes that no pause is running.
  Backoff reserved() {
    return refusals == 0 ? NONE : new Backoff(BackoffPhase.PROBING, refusals, pauseEnd);
  }

  /// The state after a request that Exist answered with anything but 429. A running pause goes on.
  Backoff accepted() {
    return phase == BackoffPhase.PAUSED ? new Backoff(BackoffPhase.PAUSED, 0, pauseEnd) : NONE;
  }

  /// The state after a 429 response. Without `Retry-After` the pause doubles from one refusal to
  /// the next, up to [#MAX_PAUSE]; refusals during a pause do not extend it.
  Backoff refused(Instant now, @Nullable Duration retryAfter) {
    if (retryAfter != null) {
      Instant end = now.plus(min(retryAfter, MAX_RETRY_AFTER));
      return new Backoff(BackoffPhase.PAUSED, refusals, end.isAfter(pauseEnd) ? end : pauseEnd);
    }
    if (isPaused(now)) {
      return this;
    }
    Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(refusals, MAX_DOUBLINGS));
    return new Backoff(BackoffPhase.PAUSED, refusals + 1, now.plus(min(pause, MAX_PAUSE)));
  }

  /// Whether nothing of this state matters any more. The number of refusals is kept for
  /// [#MAX_PAUSE] beyond the pause.
  boolean isExpired(Instant now) {
    return !isPaused(now) && (refusals == 0 || !pauseEnd.plus(MAX_PAUSE).isAfter(now));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
