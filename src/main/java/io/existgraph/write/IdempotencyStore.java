package io.existgraph.write;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The results of writes that must not be repeated, by caller and the idempotency key they gave.
///
/// Each is stored for a day. Where there is no room for another, the write is refused, since
/// dropping an older result would let that write be repeated. Bounds are in bytes, estimated.
public final class IdempotencyStore {
  private static final Duration RETENTION = Duration.ofDays(1);
  private static final int RESULT_OVERHEAD = 1_000;
  private static final int MAX_BYTES = 32_000_000;
  private static final int MAX_BYTES_PER_CALLER = 2_000_000;

  private final InstantSource clock;
  private final Map<Key, StoredResult> results = new LinkedHashMap<>(); // the oldest first

  private record Key(CallerId caller, String text) {}

  private record StoredResult(CompletableFuture<?> result, Instant since, int weight) {
    Instant end() {
      return since.plus(RETENTION);
    }
  }

  public IdempotencyStore(InstantSource clock) {
    this.clock = clock;
  }

  /// The result of the first write with that key; `write` runs when there was none. A write that
  /// fails, or whose result `isKept` rejects, may be repeated. `weight` bounds the size of the
  /// result. Fails with [Failure.RateLimited] when the caller has no room left for it today, and
  /// with [Failure.Overloaded] when nobody has.
  public <T> Mono<T> once(
      CallerId caller, String key, int weight, Supplier<Mono<T>> write, Predicate<T> isKept) {
    Key full = new Key(caller, key);
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> theirs;
    try {
      theirs = putIfAbsent(full, mine, RESULT_OVERHEAD + weight);
    } catch (FailureException e) {
      return Mono.error(e);
    }
    if (theirs != null) {
      return Mono.fromFuture(theirs, /* suppressCancel= */ true); // others may repeat it too
    }
    var _ =
        Mono.defer(write)
            .doOnNext(result -> removeUnless(isKept.test(result), full))
            .doOnError(_ -> removeUnless(false, full))
            .subscribe(mine::complete, mine::completeExceptionally);
    return Mono.fromFuture(mine, /* suppressCancel= */ true);
  }

  @SuppressWarnings("unchecked") // one key, one type of result
  private synchronized <T> @Nullable CompletableFuture<T> putIfAbsent(
      Key key, CompletableFuture<T> mine, int weight) {
    Instant now = clock.instant();
    results.values().removeIf(result -> !now.isBefore(result.end()));
    StoredResult before = results.get(key);
    if (before != null) {
      return (CompletableFuture<T>) before.result();
    }
    checkRoom(ofCaller(key.caller()), MAX_BYTES_PER_CALLER - weight, now, Failure.RateLimited::new);
    checkRoom(results.values(), MAX_BYTES - weight, now, Failure.Overloaded::new);
    results.put(key, new StoredResult(mine, now, weight));
    return null;
  }

  private List<StoredResult> ofCaller(CallerId caller) {
    return results.entrySet().stream()
        .filter(entry -> entry.getKey().caller().equals(caller))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// Fails where the results take more than that; the client may retry when the oldest ends.
  private static void checkRoom(
      Collection<StoredResult> some,
      long maxBytes,
      Instant now,
      Function<Duration, Failure> failure) {
    long held = some.stream().mapToLong(StoredResult::weight).sum();
    if (held > maxBytes) {
      Instant oldest = some.isEmpty() ? now.plus(RETENTION) : some.iterator().next().end();
      throw failure.apply(Duration.between(now, oldest)).asException();
    }
  }

  private synchronized void removeUnless(boolean isKept, Key key) {
    if (!isKept) {
      results.remove(key);
    }
  }
}
