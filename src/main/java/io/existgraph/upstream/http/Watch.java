package io.existgraph.upstream.http;

import io.existgraph.upstream.ExchangeListener;
import io.existgraph.upstream.ExchangeListener.Exchange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Tells of one exchange, from its beginning to its end.
record Watch(
    List<ExchangeListener> listeners, Call call, InstantSource clock, long start, int attempt) {
  void begins() {
    listeners.forEach(ExchangeListener::begins);
  }

  void ended(int status) {
    Duration took = Duration.ofMillis(clock.millis() - start);
    Exchange exchange = new Exchange(call.method(), call.target(), status, took, attempt);
    listeners.forEach(it -> it.ended(exchange));
  }
}
