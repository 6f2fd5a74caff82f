package io.existgraph.redis;

import java.util.HashMap;
import java.util.Map;

/// When instances last reserved requests of a caller, on the ticker. Not thread-safe.
final class ReservationTimes {
  private final Map<String, Long> times = new HashMap<>();

  void record(String instance, long now) {
    times.put(instance, now);
  }

  /// Whether the instance has reserved something since that time.
  boolean isSince(String instance, long time) {
    Long last = times.get(instance);
    return last != null && last - time >= 0;
  }

  /// Whether any has.
  boolean isAnySince(long time) {
    return times.values().stream().anyMatch(last -> last - time >= 0);
  }
}
