package io.existgraph.exist.http;

import io.existgraph.exist.ExchangeListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import reactor.core.publisher.Mono;

/// An exchange client that reports each exchange that is sent to a listener, and to the listener of
/// the exchange itself.
record ObservedExchangeClient(ExchangeClient next, ExchangeListener listener, InstantSource clock)
    implements ExchangeClient {
  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    return Mono.defer(
        () -> {
          List<ExchangeListener> listeners = List.of(listener, exchange.listener());
          long start = clock.millis();
          listeners.forEach(ExchangeListener::begins);
          return next.exchange(exchange)
              .doOnNext(response -> ended(listeners, exchange, response.status(), start))
              .doOnError(NoResponseException.class, _ -> ended(listeners, exchange, 0, start));
        });
  }

  private void ended(List<ExchangeListener> listeners, Exchange exchange, int status, long start) {
    ExistRequest request = exchange.request();
    Duration took = Duration.ofMillis(clock.millis() - start);
    var report =
        new ExchangeListener.EndedExchange(
            request.method(), request.target(), status, took, exchange.attempt());
    listeners.forEach(each -> each.ended(report));
  }
}
