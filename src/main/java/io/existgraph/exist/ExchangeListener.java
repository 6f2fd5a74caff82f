package io.existgraph.exist;

import java.time.Duration;

/// Hears of each exchange with Exist that an operation caused: never of a header or a body.
@FunctionalInterface
public interface ExchangeListener {
  ExchangeListener NOBODY = _ -> {};

  /// `status` is 0 when nothing was answered; `attempt` counts from 1.
  record Exchange(String method, String target, int status, Duration took, int attempt) {}

  /// A request is about to be sent.
  default void begins() {}

  void ended(Exchange exchange);
}
