package io.existgraph.plan;

import io.existgraph.caller.CallerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What became of writes that must not be done twice, by caller and the key they gave: kept a day,
/// the latest of each caller and the latest of all, as far as they weigh little enough.
public final class IdempotencyKeys {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int OVERHEAD = 1_000;
  private static final int MOST_BYTES = 16_000_000;
  private static final int MOST_BYTES_OF_A_CALLER = 512_000;

  private final InstantSource clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(); // the oldest first

  private record Key(CallerId caller, String text) {}

  private record Kept(CompletableFuture<?> result, Instant since, int weight) {}

  public IdempotencyKeys(InstantSource clock) {
    this.clock = clock;
  }

  /// The result of the first with that key; `first` is done when there is none. One that failed, or
  /// is not worth keeping, may be done again. `weight` tells the bytes of a result, none of one
  /// that is not worth keeping.
  public <T> Mono<T> once(
      CallerId caller, String key, Supplier<Mono<T>> first, ToIntFunction<T> weight) {
    Key full = new Key(caller, key);
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> theirs = putIfAbsent(full, mine);
    if (theirs != null) {
      return Mono.fromFuture(theirs, /* suppressCancel= */ true); // others may repeat it too
    }
    var _ =
        Mono.defer(first)
            .doOnNext(it -> settle(full, weight.applyAsInt(it)))
            .doOnError(_ -> settle(full, 0))
            .subscribe(mine::complete, mine::completeExceptionally);
    return Mono.fromFuture(mine, /* suppressCancel= */ true);
  }

  @SuppressWarnings("unchecked") // one key, one kind of result
  private synchronized <T> @Nullable CompletableFuture<T> putIfAbsent(
      Key key, CompletableFuture<T> mine) {
    Instant now = clock.instant();
    kept.values().removeIf(it -> !now.isBefore(it.since().plus(KEPT)));
    Kept before = kept.putIfAbsent(key, new Kept(mine, now, OVERHEAD));
    if (before != null) {
      return (CompletableFuture<T>) before.result();
    }
    bound(key.caller());
    return null;
  }

  /// What weighs nothing is not kept.
  private synchronized void settle(Key key, int weight) {
    var _ =
        kept.computeIfPresent(
            key,
            (_, it) -> weight == 0 ? null : new Kept(it.result(), it.since(), OVERHEAD + weight));
    bound(key.caller());
  }

  private void bound(CallerId caller) {
    removeEldest(it -> it.caller().equals(caller), MOST_BYTES_OF_A_CALLER);
    removeEldest(_ -> true, MOST_BYTES);
  }

  private void removeEldest(Predicate<Key> which, long mostBytes) {
    long bytes = 0;
    for (var it : kept.entrySet()) {
      bytes += which.test(it.getKey()) ? it.getValue().weight() : 0;
    }
    Iterator<Map.Entry<Key, Kept>> eldest = kept.entrySet().iterator();
    while (bytes > mostBytes && eldest.hasNext()) {
      var it = eldest.next();
      if (which.test(it.getKey())) {
        bytes -= it.getValue().weight();
        eldest.remove();
      }
    }
  }
}
