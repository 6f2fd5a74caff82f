package io.existgraph.redis;

import org.jspecify.annotations.Nullable;

/// Redis cannot be used at the moment. Without a stack trace, since it is thrown for every call of
/// an outage.
public final class RedisUnavailableException extends RuntimeException {
  RedisUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}
