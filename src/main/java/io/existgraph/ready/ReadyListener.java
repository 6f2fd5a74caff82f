package io.existgraph.ready;

import java.time.Duration;

/// A listener to the outcome of requests for which a ready answer may exist.
public interface ReadyListener {
  enum LookupResult {
    HIT,
    MISS,
    /// There was no answer, and a prepared query was executed.
    PREPARED,
    /// There was an answer that is not right any more.
    EXPIRED
  }

  void found(LookupResult result);

  /// A request was answered without reaching the GraphQL engine, which would have recorded it.
  void answered(String method, Duration took);
}
