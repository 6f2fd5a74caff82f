package io.existgraph.operation;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// The requests of one operation that are reserved in the rate limit of its caller.
final class RequestReservations {
  private final RateLimiter rateLimiter;
  private final CallerId caller;
  private final RequestPriority priority;
  private final Map<ReadRequest, ReservedRequest> reserved = new ConcurrentHashMap<>();

  RequestReservations(RateLimiter rateLimiter, CallerId caller, RequestPriority priority) {
    this.rateLimiter = rateLimiter;
    this.caller = caller;
    this.priority = priority;
  }

  /// How many requests are left for the operation now.
  int available() {
    RateLimitStatus status = rateLimiter.status(caller);
    return priority == RequestPriority.READ ? status.readable() : status.remaining();
  }

  /// Reserves all of the requests or none, and none where so many that follow would not fit either.
  Mono<Reservation> reserve(List<ReadRequest> requests, int followUps) {
    if (requests.isEmpty()) {
      return Mono.just(new Reservation.Granted(List.of()));
    }
    int all = requests.size() + followUps;
    return rateLimiter
        .reserve(caller, all <= available() ? requests.size() : all, priority)
        .doOnNext(reservation -> keep(reservation, requests));
  }

  private void keep(Reservation reservation, List<ReadRequest> requests) {
    if (reservation instanceof Reservation.Granted(var granted)) {
      for (int i = 0; i < requests.size(); i++) {
        reserved.put(requests.get(i), granted.get(i));
      }
      granted.stream().skip(requests.size()).forEach(ReservedRequest::release); // room, after all
    }
  }

  /// Takes the reservation of a request that is about to be sent; makes one where there is none.
  /// Fails with [Failure.RateLimited] or [Failure.Unauthenticated].
  Mono<ReservedRequest> take(ReadRequest request) {
    ReservedRequest reservation = reserved.remove(request);
    return reservation != null
        ? Mono.just(reservation)
        : rateLimiter.reserve(caller, 1, priority).map(RequestReservations::granted);
  }

  private static ReservedRequest granted(Reservation reservation) {
    return switch (reservation) {
      case Reservation.Granted(var granted) -> granted.getFirst();
      case Reservation.Refused(var retryAfter) ->
          throw new Failure.RateLimited(retryAfter).asException();
      case Reservation.Rejected _ -> throw new Failure.Unauthenticated().asException();
    };
  }

  /// Reserves a refresh in the background, which is granted only while enough of the limit is left.
  Mono<Reservation> reserveRefresh() {
    return rateLimiter.reserve(caller, 1, RequestPriority.REFRESH);
  }

  /// Gives back the reservation of a request that will not be sent.
  void release(ReadRequest request) {
    ReservedRequest reservation = reserved.remove(request);
    if (reservation != null) {
      reservation.release();
    }
  }
}
