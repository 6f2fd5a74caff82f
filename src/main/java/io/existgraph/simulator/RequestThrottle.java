package io.existgraph.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The limit of requests per hour and token over an exact sliding hour, as Django REST framework
/// counts it: what is carried out counts, whatever comes of it, and what is refused does not.
final class RequestThrottle {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Map<String, Deque<Instant>> hours = new HashMap<>();

  /// Counts a request, or tells after how long there is room for one.
  synchronized @Nullable Duration take(String token, int limit, Instant now) {
    Deque<Instant> hour = hours.computeIfAbsent(token, _ -> new ArrayDeque<>());
    while (!hour.isEmpty() && !hour.getFirst().isAfter(now.minus(WINDOW))) {
      hour.removeFirst();
    }
    if (hour.size() >= limit) {
      return hour.isEmpty() ? WINDOW : Duration.between(now, hour.getFirst().plus(WINDOW));
    }
    hour.addLast(now);
    return null;
  }
}
