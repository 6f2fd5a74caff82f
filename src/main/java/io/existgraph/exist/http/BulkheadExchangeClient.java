package io.existgraph.exist.http;

import io.existgraph.ratelimit.ReservedRequest;
import reactor.core.publisher.Mono;

/// An exchange client that bounds the concurrent exchanges of each caller by a [Bulkhead].
/// Reservations of requests that are rejected or wait too long are released.
record BulkheadExchangeClient(ExchangeClient next, Bulkhead bulkhead) implements ExchangeClient {
  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    ReservedRequest reservation = exchange.reservation();
    return reservation == null
        ? next.exchange(exchange)
        : bulkhead
            .run(
                reservation.caller(),
                hasWaited -> next.exchange(hasWaited ? exchange.afterWaiting() : exchange))
            .doOnError(_ -> reservation.release()); // without effect on one that was sent
  }
}
