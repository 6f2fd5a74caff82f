package io.existgraph.redis;

import io.existgraph.ratelimit.RateLimiter;
import java.time.Duration;

/// The pauses of hours in this instance's local rate limiter.
final class LocalPauses {
  private final RateLimiter local;
  private final HourTags tags;

  LocalPauses(RateLimiter local, HourTags tags) {
    this.local = local;
    this.tags = tags;
  }

  /// Records a pause of all credentials of the hour.
  void pause(String hour, Duration length) {
    local.refused(tags.anyCredential(hour), length);
  }

  /// What is left of the pause; zero where there is none.
  Duration remaining(String hour) {
    return local.pause(tags.anyCredential(hour));
  }
}
