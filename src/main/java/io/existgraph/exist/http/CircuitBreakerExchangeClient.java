package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import org.jspecify.annotations.Nullable;
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
                    .doOnNext(response -> record(exchange.caller(), response))
                    .doOnError(error -> record(exchange.caller(), error))
                    .doOnCancel(breaker::releasePermission)
                : Mono.error(new NoResponseException(new Failure.Unavailable(), false, false)));
  }

  private void record(@Nullable CallerId caller, ExistResponse response) {
    switch (response.outcome()) {
      case SERVER_ERROR -> breaker.onError(caller);
      case UNREADABLE -> breaker.releasePermission(); // says nothing about Exist
      default -> breaker.onSuccess(caller);
    }
  }

  private void record(@Nullable CallerId caller, Throwable error) {
    if (error instanceof NoResponseException lost
        && (lost.failure() instanceof Failure.Unavailable
            || lost.failure() instanceof Failure.Timeout)) {
      breaker.onError(caller);
    } else {
      breaker.releasePermission();
    }
  }
}
