package io.existgraph.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An hourly rate limit per token with the semantics of Django REST framework: a sliding log of
/// admitted requests, whatever their outcome. Refused requests do not count.
final class RequestThrottle {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Map<String, Deque<Instant>> logs = new HashMap<>();

  /// Counts the request and returns null, or returns the time until one is free.
  synchronized @Nullable Duration tryAcquire(String token, int limit, Instant now) {
    Deque<Instant> log = logs.computeIfAbsent(token, _ -> new ArrayDeque<>());
    while (!log.isEmpty() && !log.getFirst().isAfter(now.minus(WINDOW))) {
      log.removeFirst();
    }
    if (log.size() >= limit) {
      return log.isEmpty() ? WINDOW : Duration.between(now, log.getFirst().plus(WINDOW));
    }
    log.addLast(now);
    return null;
  }
}
