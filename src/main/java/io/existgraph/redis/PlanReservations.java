package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.ClaimedReservation;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.redis.HourAttempt.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// The reservations of plans: by this instance's own limiter, then in the shared hour, together
/// with the claims on their requests.
final class PlanReservations {
  private final SlidingWindowRateLimiter local;
  private final HourTags tags;
  private final AccountHours hours;
  private final HourReservations reservations;
  private final RequestClaims claims;
  private final SharedEndings endings;

  PlanReservations(
      SlidingWindowRateLimiter local,
      HourTags tags,
      AccountHours hours,
      HourReservations reservations,
      RequestClaims claims,
      SharedEndings endings) {
    this.local = local;
    this.tags = tags;
    this.hours = hours;
    this.reservations = reservations;
    this.claims = claims;
    this.endings = endings;
  }

  /// A reservation whose subscriber has left is released.
  Mono<ClaimedReservation> reserve(
      CallerId caller, int requests, List<String> targets, RequestPriority priority) {
    return Mono.<ClaimedReservation>create(
            sink -> {
              var _ =
                  begin(caller, requests, targets, priority).subscribe(sink::success, sink::error);
            })
        .doOnDiscard(ClaimedReservation.class, unclaimed -> discard(caller, targets, unclaimed));
  }

  private void discard(CallerId caller, List<String> targets, ClaimedReservation unclaimed) {
    if (unclaimed.reservation() instanceof Reservation.Granted(var granted)) {
      granted.forEach(ReservedRequest::release);
      claims.release(caller, targets);
    }
  }

  private Mono<ClaimedReservation> begin(
      CallerId caller, int requests, List<String> targets, RequestPriority priority) {
    CallerId key = new CallerId(tags.credential(caller));
    Reservation own = local.tryReserve(key, requests, priority);
    if (!(own instanceof Reservation.Granted(var ownRequests))) {
      reservations.check(hours.of(caller));
      return Mono.just(new ClaimedReservation(own, Map.of()));
    }
    String tag = hours.of(caller);
    List<String> keys = claims.keys(tag, caller, targets);
    return reservations
        .reserve(tag, requests, keys, priority)
        .map(
            result ->
                switch (result) {
                  case Result.Reserved reserved -> {
                    var elsewhere = claims.claimed(caller, targets, keys, reserved.elsewhere());
                    yield new ClaimedReservation(
                        granted(caller, key.value(), tag, reserved, ownRequests), elsewhere);
                  }
                  case Result.Refused(var retryAfter) -> {
                    ownRequests.forEach(ReservedRequest::release);
                    yield new ClaimedReservation(new Reservation.Refused(retryAfter), Map.of());
                  }
                });
  }

  private Reservation granted(
      CallerId caller,
      String credential,
      String tag,
      Result.Reserved reserved,
      List<ReservedRequest> ownRequests) {
    List<ReservedRequest> requests = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < ownRequests.size(); i++) {
      if (reserved.elsewhere().get(i).isZero()) {
        var ending = endings.of(credential, tag, reserved.ids().get(next++), ownRequests.get(i));
        requests.add(new ReservedRequest(caller, ending));
      } else {
        ownRequests.get(i).release();
      }
    }
    return new Reservation.Granted(requests);
  }
}
