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

  /// How an operation found the near cache of its caller.
  enum NearCacheUse {
    /// Current, without a command.
    VALID,
    /// Current, as a call has shown.
    VERIFIED,
    /// Brought up to date by a call.
    HYDRATED,
    /// Used as it was, without Redis.
    ALONE
  }

  default void ended(String script, Outcome outcome, Duration took) {}

  /// An operation went on without Redis.
  default void fellBack(String operation) {}

  /// How long the instance's own heartbeat took to come back.
  default void heartbeatHeard(Duration lag) {}

  /// The hour of a caller was sent to a Redis that did not have it.
  default void hourRestored() {}

  default void nearCacheUsed(NearCacheUse use) {}

  /// A request was not sent, because another instance was sending it.
  default void joinedElsewhere() {}

  /// A stored entry could not be opened: it is of another release, or not what it is stored as.
  default void notOpened() {}
}
