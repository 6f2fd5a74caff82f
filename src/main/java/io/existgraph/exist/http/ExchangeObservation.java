package io.existgraph.exist.http;

import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.ExchangeListener.Exchange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Tells of one exchange, from its beginning to its end.
record ExchangeObservation(
    List<ExchangeListener> listeners,
    ExistRequest call,
    InstantSource clock,
    long start,
    int attempt) {
  void begins() {
    listeners.forEach(ExchangeListener::begins);
  }

  void ended(int status) {
    Duration took = Duration.ofMillis(clock.millis() - start);
    Exchange exchange = new Exchange(call.method(), call.target(), status, took, attempt);
    listeners.forEach(it -> it.ended(exchange));
  }
}
