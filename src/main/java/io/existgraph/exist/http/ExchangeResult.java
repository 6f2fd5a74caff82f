package io.existgraph.exist.http;

import io.existgraph.exist.Failure;

/// What came of a request that is sent only once.
public sealed interface ExchangeResult {
  record Answered(ExistResponse reply) implements ExchangeResult {}

  /// No answer that can be read; `wasSent` unless it is certain that nothing left.
  record Unanswered(Failure failure, boolean wasSent) implements ExchangeResult {}
}
