package io.existgraph.operation;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The requests of one operation that are reserved in the rate limit of its caller.
final class RequestReservations {
  private final RateLimiter rateLimiter;
  private final ClaimedRequests claims;
  private final CallerId caller;
  private final RequestPriority priority;
  private final Map<ReadRequest, ReservedRequest> reserved = new ConcurrentHashMap<>();

  RequestReservations(
      RateLimiter rateLimiter, ClaimedRequests claims, CallerId caller, RequestPriority priority) {
    this.rateLimiter = rateLimiter;
    this.claims = claims;
    this.caller = caller;
    this.priority = priority;
  }

  /// How many requests are left for the operation now.
  int available() {
    RateLimitStatus status = rateLimiter.status(caller);
    return priority == RequestPriority.READ ? status.readable() : status.remaining();
  }

  /// The remaining pause after a 429; zero when there is none.
  Duration pause() {
    return rateLimiter.pause(caller);
  }

  /// Reserves all of the requests or none, and none where so many that follow would not fit either.
  /// Where the reservation `isClaiming`, those that another instance is sending are left out.
  Mono<Reservation> reserve(List<ReadRequest> requests, int followUps, boolean isClaiming) {
    if (requests.isEmpty()) {
      return Mono.just(new Reservation.Granted(List.of()));
    }
    boolean hasRoom = requests.size() + followUps <= available();
    return request(requests, hasRoom ? 0 : followUps, isClaiming)
        .doOnNext(reservation -> keep(reservation, requests));
  }

  private Mono<Reservation> request(List<ReadRequest> requests, int followUps, boolean isClaiming) {
    return isClaiming
        ? claims.reserve(requests, followUps, priority)
        : rateLimiter.reserve(caller, requests.size() + followUps, priority);
  }

  private void keep(Reservation reservation, List<ReadRequest> requests) {
    if (reservation instanceof Reservation.Granted(var granted)) {
      List<ReadRequest> here =
          requests.stream().filter(request -> !claims.isElsewhere(request)).toList();
      for (int i = 0; i < here.size(); i++) {
        reserved.put(here.get(i), granted.get(i));
      }
      granted.stream().skip(here.size()).forEach(ReservedRequest::release);
    }
  }

  /// Takes the reservation of a request that is about to be sent; makes one where there is none.
  /// Empty where another instance is sending it. Fails with [Failure.RateLimited] or
  /// [Failure.Unauthenticated].
  Mono<ReservedRequest> take(ReadRequest request, boolean isClaiming) {
    ReservedRequest reservation = reserved.remove(request);
    return reservation != null
        ? Mono.just(reservation)
        : request(List.of(request), 0, isClaiming).mapNotNull(RequestReservations::granted);
  }

  private static @Nullable ReservedRequest granted(Reservation reservation) {
    return switch (reservation) {
      case Reservation.Granted(var granted) -> granted.isEmpty() ? null : granted.getFirst();
      case Reservation.Refused(var retryAfter) ->
          throw new Failure.RateLimited(retryAfter).asException();
      case Reservation.Rejected _ -> throw new Failure.Unauthenticated().asException();
    };
  }

  /// Reserves and claims a refresh in the background, which is granted only while enough of the
  /// limit is left. Empty where it is not, or another instance is sending it.
  Mono<ReservedRequest> reserveRefresh(ReadRequest request) {
    return claims
        .reserve(List.of(request), 0, RequestPriority.REFRESH)
        .mapNotNull(
            result ->
                result instanceof Reservation.Granted(var granted) && !granted.isEmpty()
                    ? granted.getFirst()
                    : null);
  }

  /// Gives back the reservation of a request that will not be sent.
  void release(ReadRequest request) {
    ReservedRequest reservation = reserved.remove(request);
    if (reservation != null) {
      reservation.release();
    }
  }
}
