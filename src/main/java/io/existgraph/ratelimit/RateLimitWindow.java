package io.existgraph.ratelimit;

import io.existgraph.ratelimit.Backoff.BackoffPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sliding log of one caller: reserved requests, the expiry times of finished ones, the
/// [Backoff] after 429 responses, and the rejection of the credential after a 401. Not thread-safe;
/// the rate limiter locks it.
final class RateLimitWindow {
  /// When to retry where requests in flight, not finished ones, occupy the window.
  static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  /// How long a credential is not sent again after a 401; then one request probes it.
  static final Duration REJECTION_DURATION = Duration.ofMinutes(1);

  /// How long after that the next request is still a probe.
  private static final Duration REJECTION_MEMORY = Duration.ofHours(1);

  private final Deque<Instant> expiries = new ArrayDeque<>();
  private Backoff backoff = Backoff.NONE;
  private Authentication authentication = Authentication.UNVERIFIED;
  private @Nullable Instant rejectedUntil;
  private int reserved;

  /// Departures since `reserved` was last zero, and whether those reservations began as a probe.
  private int departed;

  private boolean isProbe;

  /// The outcome of the requests with the credential so far. Once accepted, it stays so.
  private enum Authentication {
    UNVERIFIED,
    REJECTED,
    ACCEPTED
  }

  /// Reserves all of the requests or none. `ceiling` is the number of requests that may be used,
  /// here and `elsewhere`.
  Admission reserve(int requests, int ceiling, CountedRequests elsewhere, Instant now) {
    if (isRejected(now)) {
      return new Reservation.Rejected();
    }
    if (backoff.isPaused(now)) {
      return new Reservation.Refused(backoff.remaining(now));
    }
    if (backoff.phase() == BackoffPhase.PROBING && reserved > 0) {
      return new Reservation.Refused(RETRY_DELAY);
    }
    int excess = used(now) + elsewhere.total() + requests - ceiling;
    if (excess > 0) {
      return new Reservation.Refused(Duration.between(now, expiryOf(excess, elsewhere, now)));
    }
    backoff = backoff.reserved();
    if (reserved == 0) {
      departed = 0;
      isProbe = backoff.phase() == BackoffPhase.PROBING || rejectedUntil != null;
    }
    reserved += requests;
    return new Admission.Admitted();
  }

  /// Reserved and finished requests that count at the moment.
  int used(Instant now) {
    while (!expiries.isEmpty() && !expiries.getFirst().isAfter(now)) {
      expiries.removeFirst();
    }
    return reserved + expiries.size();
  }

  private Instant expiryOf(int requests, CountedRequests elsewhere, Instant now) {
    return Stream.concat(expiries.stream(), elsewhere.expiries().stream())
        .sorted()
        .skip(requests - 1L)
        .findFirst()
        .orElse(now.plus(RETRY_DELAY));
  }

  CountedRequests counted(Instant now) {
    return used(now) == 0
        ? CountedRequests.NONE
        : new CountedRequests(reserved, List.copyOf(expiries));
  }

  /// Ends a reserved request that counts until `expiry`.
  void commit(Instant expiry) {
    release();
    // Kept in ascending order, although a request that lingers expires after later ones.
    Instant last = expiries.peekLast();
    expiries.addLast(last != null && last.isAfter(expiry) ? last : expiry);
  }

  /// Ends a reserved request that was not sent.
  void release() {
    reserved = Math.max(0, reserved - 1); // zero already where the window was dropped meanwhile
  }

  /// Admits a reserved request for sending. Requests reserved before a 429 or 401 may still be
  /// sent, up to `maxConcurrency`, or one where they began as a probe; later ones are refused.
  Admission admitDeparture(Instant now, int maxConcurrency) {
    boolean isHeldBack = isRejected(now) || backoff.isPaused(now);
    if (isHeldBack && departed >= (isProbe ? Math.min(1, maxConcurrency) : maxConcurrency)) {
      return isRejected(now)
          ? new Reservation.Rejected()
          : new Reservation.Refused(backoff.remaining(now));
    }
    departed++;
    return new Admission.Admitted();
  }

  /// The number of exchanges that may run at once: one while a pause or a rejection is probed.
  /// During a rejection it is not narrowed, so that queued requests fail without waiting.
  int maxConcurrency(Instant now, int configured) {
    boolean isRejectionProbed = rejectedUntil != null && !isRejected(now);
    return backoff.phase() == BackoffPhase.PROBING || isRejectionProbed ? 1 : configured;
  }

  Duration pause(Instant now) {
    return backoff.remaining(now);
  }

  /// Records a response other than 401 and 429. During a rejection it belongs to a request sent
  /// before, and does not end it.
  void accepted(Instant now) {
    rejectedUntil = isRejected(now) ? rejectedUntil : null;
    authentication = Authentication.ACCEPTED;
    backoff = backoff.accepted();
  }

  void refused(Instant now, @Nullable Duration retryAfter) {
    backoff = backoff.refused(now, retryAfter);
  }

  /// Records a 401; returns whether it is the first one of a credential that was never accepted.
  boolean unauthenticated(Instant now) {
    rejectedUntil = now.plus(REJECTION_DURATION);
    boolean isFirst = authentication == Authentication.UNVERIFIED;
    authentication = isFirst ? Authentication.REJECTED : authentication;
    return isFirst;
  }

  /// Whether the credential must not be sent yet.
  boolean isRejected(Instant now) {
    return rejectedUntil != null && now.isBefore(rejectedUntil);
  }

  boolean wasAccepted() {
    return authentication == Authentication.ACCEPTED;
  }

  /// The end of the pause, else the expiry of the oldest finished request, here or `elsewhere`;
  /// null where neither is.
  @Nullable Instant resetAt(CountedRequests elsewhere, Instant now) {
    if (backoff.isPaused(now)) {
      return backoff.pauseEnd();
    }
    Instant first = used(now) == 0 ? null : expiries.peekFirst();
    for (Instant expiry : elsewhere.expiries()) {
      first = first == null || expiry.isBefore(first) ? expiry : first;
    }
    return first;
  }

  /// Whether the window equals a new one, so that it can be dropped.
  boolean isIdle(Instant now) {
    boolean isRejectionOver =
        rejectedUntil == null || !now.isBefore(rejectedUntil.plus(REJECTION_MEMORY));
    return used(now) == 0 && isRejectionOver && backoff.isExpired(now);
  }
}
