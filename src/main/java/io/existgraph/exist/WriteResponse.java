package io.existgraph.exist;

import io.existgraph.model.WriteOutcome;
import java.util.Map;

/// The outcome of one write request.
public sealed interface WriteResponse {
  /// Exist answered for items, by key; one it did not mention has no entry.
  record Answered(Map<String, WriteOutcome> items) implements WriteResponse {}

  /// Exist refused the request as a whole; `items` has the outcomes of single items, by key.
  record Refused(Failure failure, Map<String, WriteOutcome> items) implements WriteResponse {
    public Refused(Failure failure) {
      this(failure, Map.of());
    }
  }

  /// It never left.
  record NotSent(Failure failure) implements WriteResponse {}

  /// It was sent, and its answer was lost.
  record Lost() implements WriteResponse {}
}
