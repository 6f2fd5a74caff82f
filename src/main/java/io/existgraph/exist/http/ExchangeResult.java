package io.existgraph.exist.http;

import io.existgraph.exist.Failure;

/// The result of a request that is sent only once.
public sealed interface ExchangeResult {
  record ReadableResponse(ExistResponse response) implements ExchangeResult {}

  /// No readable response; `wasSent` unless it is certain that nothing was sent.
  record NoReadableResponse(Failure failure, boolean wasSent) implements ExchangeResult {}
}
