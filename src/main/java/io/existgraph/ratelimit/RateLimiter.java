package io.existgraph.ratelimit;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A limiter of the upstream requests of each caller, per window. A request is reserved before it
/// is sent, and then either committed or released once, by its [ReservedRequest].
public interface RateLimiter {
  /// Reserves all of the requests or none, when subscribed to. A reservation that nobody takes,
  /// because the subscriber has left, is released. Never fails.
  Mono<Reservation> reserve(CallerId caller, int requests, RequestPriority priority);

  /// Reserves, and claims before other instances, the requests to these targets, except those that
  /// another instance has claimed, and so many more: all of these or none.
  default Mono<ClaimedReservation> claim(
      CallerId caller, List<String> targets, int more, RequestPriority priority) {
    return reserve(caller, targets.size() + more, priority)
        .map(reservation -> new ClaimedReservation(reservation, Map.of()));
  }

  /// Records a response other than 401 and 429, which ends probing after a pause.
  void accepted(CallerId caller);

  /// Records a 429: nothing is reserved until `retryAfter` has passed. Without it the pause grows
  /// from one refusal to the next.
  void refused(CallerId caller, @Nullable Duration retryAfter);

  /// Records a 401: nothing is reserved for a minute, then one request probes. The number of
  /// callers that were never accepted is unbounded: their windows may be dropped.
  void unauthenticated(CallerId caller);

  /// Whether Exist rejected the credential within the last minute.
  boolean isRejected(CallerId caller);

  /// The remaining pause after a 429; zero when there is none.
  Duration pause(CallerId caller);

  /// Admits a reserved request for sending. Requests reserved before a 429 or 401 may still be
  /// sent, up to `maxConcurrency`; later ones are refused.
  Admission admitDeparture(CallerId caller, int maxConcurrency);

  /// The number of exchanges that may run at once: `configured`, or one while the end of a pause or
  /// rejection is probed.
  int maxConcurrency(CallerId caller, int configured);

  /// The state of the caller's window. Reading it counts nothing.
  RateLimitStatus status(CallerId caller);

  /// Drops the caller's window.
  void forget(CallerId caller);
}
