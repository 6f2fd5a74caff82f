package io.existgraph.redis;

import org.jspecify.annotations.Nullable;

/// Where the Redis server is and how it is used: a server or, with several hosts separated by
/// commas, a cluster. `instances` is the number of instances that are assumed to run, however few
/// have been heard of.
public record RedisSettings(
    String url,
    @Nullable String username,
    @Nullable String password,
    @Nullable String secret,
    RedisTimeouts timeouts,
    int instances) {
  /// The address alone, without the secrets.
  @Override
  public String toString() {
    return "RedisSettings[" + url + "]";
  }
}
