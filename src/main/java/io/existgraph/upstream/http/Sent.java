package io.existgraph.upstream.http;

import io.existgraph.upstream.Failure;

/// What came of a request that is sent only once.
public sealed interface Sent {
  record Answered(Reply reply) implements Sent {}

  /// No answer that can be read; `wasSent` unless it is certain that nothing left.
  record Unanswered(Failure failure, boolean wasSent) implements Sent {}
}
