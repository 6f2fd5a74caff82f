package io.existgraph.exist.http;

import io.existgraph.exist.Failure;
import reactor.core.publisher.Mono;

/// An exchange client that fails at once while its [CircuitBreaker] is open. Responses of status
/// 500 and above, timeouts and failed connections count as failures of Exist.
record CircuitBreakerExchangeClient(ExchangeClient next, CircuitBreaker breaker)
    implements ExchangeClient {
  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    return Mono.defer(
        () ->
            breaker.tryAcquirePermission()
                ? next.exchange(exchange)
                    .doOnNext(response -> record(exchange, response))
                    .doOnError(error -> record(exchange, error))
                    .doOnCancel(breaker::releasePermission)
                : Mono.error(new NoResponseException(new Failure.Unavailable(), false, false)));
  }

  private void record(Exchange exchange, ExistResponse response) {
    switch (response.outcome()) {
      case SERVER_ERROR -> breaker.onError(exchange.caller(), exchange.request().resource());
      case UNREADABLE -> breaker.releasePermission(); // says nothing about Exist
      default -> breaker.onSuccess(exchange.caller(), exchange.request().resource());
    }
  }

  private void record(Exchange exchange, Throwable error) {
    if (error instanceof NoResponseException lost
        && (lost.failure() instanceof Failure.Unavailable
            || lost.failure() instanceof Failure.Timeout)) {
      breaker.onError(exchange.caller(), exchange.request().resource());
    } else {
      breaker.releasePermission();
    }
  }
}
