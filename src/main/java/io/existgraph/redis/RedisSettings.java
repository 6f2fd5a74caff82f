package io.existgraph.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the Redis server is and how it is used: a server or, with several hosts separated by
/// commas, a cluster. `timeout` is how long an operation waits for a reply; `instances` is the
/// number of instances that are assumed to run, however few have been heard of.
public record RedisSettings(
    String url,
    @Nullable String username,
    @Nullable String password,
    @Nullable String secret,
    Duration timeout,
    int instances) {
  /// The address alone, without the secrets.
  @Override
  public String toString() {
    return "RedisSettings[" + url + "]";
  }
}
