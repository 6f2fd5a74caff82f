package io.existgraph.exist;

import java.time.Duration;

/// A listener to exchanges with Exist. It receives neither headers nor bodies.
@FunctionalInterface
public interface ExchangeListener {
  ExchangeListener NOBODY = _ -> {};

  /// `status` is 0 when there was no response; `attempt` counts from 1.
  record EndedExchange(String method, String target, int status, Duration took, int attempt) {}

  /// A request is about to be sent.
  default void begins() {}

  void ended(EndedExchange exchange);
}
