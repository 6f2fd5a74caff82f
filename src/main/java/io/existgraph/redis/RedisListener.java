package io.existgraph.redis;

import java.time.Duration;

/// An observer of the connection, for meters.
public interface RedisListener {
  RedisListener NOBODY = new RedisListener() {};

  /// How a call ended.
  enum Outcome {
    OK,
    /// No reply within the timeout.
    TIMEOUT,
    /// An error reply, or the connection was lost.
    ERROR
  }

  default void ended(String script, Outcome outcome, Duration took) {}

  /// An operation went on without Redis.
  default void fellBack(String operation) {}

  /// How long the instance's own heartbeat took to come back.
  default void heartbeatHeard(Duration lag) {}

  /// The hour of a caller was sent to a Redis that did not have it.
  default void hourRestored() {}
}
