package io.existgraph.operation;

import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.ratelimit.Reservation;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/// The reservation of one step of a read: of all its requests, or of those without stale entries.
record StepReservation(OperationPlanner planner, CoalescingFetcher fetcher, OperationCache cache) {
  /// Reserves all of the requests or, if the rate limit does not allow it, those that no stale
  /// entry can replace; otherwise none is sent.
  Mono<List<ReadRequest>> reserve(LoadKeySet keys, List<ReadRequest> requests, int followUps) {
    return fetcher
        .reserve(requests, followUps)
        .flatMap(
            reservation ->
                switch (reservation) {
                  case Reservation.Granted _ -> Mono.just(requests);
                  case Reservation.Rejected _ ->
                      Mono.just(cache.failures().refuse(requests, new Failure.Unauthenticated()));
                  case Reservation.Refused(Duration retryAfter) ->
                      reserveRest(keys, requests, retryAfter);
                });
  }

  private Mono<List<ReadRequest>> reserveRest(
      LoadKeySet keys, List<ReadRequest> requests, Duration retryAfter) {
    List<ReadRequest> rest = planner.untried(planner.missing(keys, cache.staleIfError()));
    cache.failures().allowStale();
    Mono<Reservation> reservation =
        rest.size() < requests.size()
            ? fetcher.reserve(rest, 0)
            : Mono.just(new Reservation.Refused(retryAfter));
    return reservation.map(
        result ->
            result instanceof Reservation.Granted
                ? rest
                : cache.failures().refuse(requests, new Failure.RateLimited(retryAfter)));
  }
}
