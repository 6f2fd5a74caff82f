package io.existgraph.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// Single flight for calls: those with the key of a call in flight share its reply. A call
/// continues when its subscribers cancel.
final class SingleFlightCalls<K, T> {
  private final Map<K, Mono<T>> calls = new ConcurrentHashMap<>();

  /// The reply to the call of that key that is on its way, or else to this one.
  Mono<T> join(K key, Mono<T> call) {
    return Mono.defer(
        () ->
            calls.computeIfAbsent(
                key,
                _ ->
                    call.doOnTerminate(() -> calls.remove(key)) // first: nobody joins what is over
                        .cache()));
  }
}
