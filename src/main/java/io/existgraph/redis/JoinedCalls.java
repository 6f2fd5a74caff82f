package io.existgraph.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// Calls that are on their way, by key: whoever wants the same meanwhile shares the reply. A call
/// goes on where its subscribers leave.
final class JoinedCalls<K, T> {
  private final Map<K, Mono<T>> calls = new ConcurrentHashMap<>();

  /// The reply to the call of that key that is on its way, or else to this one.
  Mono<T> join(K key, Mono<T> call) {
    return Mono.defer(
        () -> calls.computeIfAbsent(key, _ -> call.doFinally(_ -> calls.remove(key)).cache()));
  }
}
