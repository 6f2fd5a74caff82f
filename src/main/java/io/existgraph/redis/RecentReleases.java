package io.existgraph.redis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The requests of an hour that were released recently: replies that Redis sent before may still
/// contain them. Of those released at the same time only the latest 1,000 are kept. Not
/// thread-safe.
final class RecentReleases {
  private static final Duration MEMORY = RedisTimeouts.COMMAND.multipliedBy(3);
  private static final int MAX_SIZE = 1_000;

  private final Map<Long, Long> times = new LinkedHashMap<>();

  void add(long id, long now) {
    times.values().removeIf(time -> now - time > MEMORY.toNanos());
    times.put(id, now);
    if (times.size() > MAX_SIZE) {
      times.remove(times.keySet().iterator().next());
    }
  }

  boolean contains(long id) {
    return times.containsKey(id);
  }
}
