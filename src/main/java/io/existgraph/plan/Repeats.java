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
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What became of writes that must not be done twice, by caller and the key they gave: kept a day,
/// the latest of each caller and the latest of all.
public final class Repeats {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST = 10_000;
  private static final int MOST_OF_A_CALLER = 500;

  private final InstantSource clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(); // the oldest first

  private record Key(CallerId caller, String text) {}

  private record Kept(CompletableFuture<?> result, Instant since) {}

  public Repeats(InstantSource clock) {
    this.clock = clock;
  }

  /// The result of the first with that key; `first` is done when there is none. One that failed, or
  /// is not worth keeping, may be done again.
  public <T> Mono<T> once(
      CallerId caller, String key, Supplier<Mono<T>> first, Predicate<T> isKept) {
    Key full = new Key(caller, key);
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> theirs = putIfAbsent(full, mine);
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
      Key key, CompletableFuture<T> mine) {
    Instant now = clock.instant();
    kept.values().removeIf(it -> !now.isBefore(it.since().plus(KEPT)));
    Kept before = kept.putIfAbsent(key, new Kept(mine, now));
    if (before != null) {
      return (CompletableFuture<T>) before.result();
    }
    removeEldest(key.caller(), MOST_OF_A_CALLER);
    removeEldest(null, MOST);
    return null;
  }

  /// Of one caller, or of all.
  private void removeEldest(@Nullable CallerId caller, int most) {
    long count = kept.keySet().stream().filter(it -> isOf(it, caller)).count();
    Iterator<Key> eldest = kept.keySet().iterator();
    while (count > most && eldest.hasNext()) {
      if (isOf(eldest.next(), caller)) {
        eldest.remove();
        count--;
      }
    }
  }

  private static boolean isOf(Key key, @Nullable CallerId caller) {
    return caller == null || key.caller().equals(caller);
  }

  private synchronized void forgetUnless(boolean isKept, Key key) {
    if (!isKept) {
      kept.remove(key);
    }
  }
}
