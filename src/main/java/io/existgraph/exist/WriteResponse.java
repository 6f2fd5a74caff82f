package io.existgraph.exist;

import io.existgraph.model.WriteOutcome;
import java.util.Map;

/// The outcome of one write request.
public sealed interface WriteResponse {
  /// Exist answered for items, by key; one it did not mention has no entry.
  record ItemOutcomes(Map<String, WriteOutcome> items) implements WriteResponse {}

  /// Exist refused the request as a whole; `items` has the outcomes of single items, by key.
  record RefusedResponse(Failure failure, Map<String, WriteOutcome> items)
      implements WriteResponse {
    public RefusedResponse(Failure failure) {
      this(failure, Map.of());
    }
  }

  /// It never left.
  record NotSentResponse(Failure failure) implements WriteResponse {}

  /// It was sent, and its answer was lost.
  record LostResponse() implements WriteResponse {}
}
