package io.existgraph.write;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What became of writes that must not be done twice, by caller and the key they gave. Each is kept
/// a day: where there is no room for another, the write is refused, lest an older one be done
/// twice.
public final class IdempotencyStore {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int OVERHEAD = 1_000;
  private static final int MOST_BYTES = 32_000_000;
  private static final int MOST_BYTES_OF_A_CALLER = 2_000_000;

  private final InstantSource clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(); // the oldest first

  private record Key(CallerId caller, String text) {}

  private record Kept(CompletableFuture<?> result, Instant since, int weight) {}

  public IdempotencyStore(InstantSource clock) {
    this.clock = clock;
  }

  /// The result of the first with that key; `first` is done when there is none. One that failed, or
  /// is not worth keeping, may be done again. `weight` is what the result may weigh, in bytes.
  /// Fails with [Failure.RateLimited] when the caller has no room for it today.
  public <T> Mono<T> once(
      CallerId caller, String key, int weight, Supplier<Mono<T>> first, Predicate<T> isKept) {
    Key full = new Key(caller, key);
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> theirs;
    try {
      theirs = putIfAbsent(full, mine, OVERHEAD + weight);
    } catch (FailureException noRoom) {
      return Mono.error(noRoom);
    }
    if (theirs != null) {
      return Mono.fromFuture(theirs, /* suppressCancel= */ true); // others may repeat it too
    }
    var _ =
        Mono.defer(first)
            .doOnNext(it -> forgetUnless(isKept.test(it), full))
            .doOnError(_ -> forgetUnless(false, full))
            .subscribe(mine::complete, mine::completeExceptionally);
    return Mono.fromFuture(mine, /* suppressCancel= */ true);
  }

  @SuppressWarnings("unchecked") // one key, one kind of result
  private synchronized <T> @Nullable CompletableFuture<T> putIfAbsent(
      Key key, CompletableFuture<T> mine, int weight) {
    Instant now = clock.instant();
    kept.values().removeIf(it -> !now.isBefore(it.since().plus(KEPT)));
    Kept before = kept.get(key);
    if (before != null) {
      return (CompletableFuture<T>) before.result();
    }
    makeSureOfRoom(key.caller(), weight, now);
    kept.put(key, new Kept(mine, now, weight));
    return null;
  }

  private void makeSureOfRoom(CallerId caller, int weight, Instant now) {
    long all = 0;
    long own = 0;
    Instant oldest = now;
    Instant oldestOfAll = kept.isEmpty() ? now : kept.values().iterator().next().since();
    for (var it : kept.entrySet()) {
      all += it.getValue().weight();
      if (it.getKey().caller().equals(caller)) {
        oldest = own == 0 ? it.getValue().since() : oldest;
        own += it.getValue().weight();
      }
    }
    if (own + weight > MOST_BYTES_OF_A_CALLER) {
      throw new Failure.RateLimited(Duration.between(now, oldest.plus(KEPT))).asException();
    }
    if (all + weight > MOST_BYTES) {
      Duration wait = Duration.between(now, oldestOfAll.plus(KEPT));
      throw new Failure.Overloaded(wait).asException();
    }
  }

  private synchronized void forgetUnless(boolean isKept, Key key) {
    if (!isKept) {
      kept.remove(key);
    }
  }
}
