package io.existgraph.write;

import io.existgraph.credential.Caller;
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
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The results of writes at this instance. Where there is no room for another, the write is
/// refused, since dropping an older result would let that write be repeated. Bounds are in bytes,
/// estimated.
public final class LocalIdempotencyStore implements IdempotencyStore {
  static final Duration RETENTION = Duration.ofDays(1);
  private static final int RESULT_OVERHEAD = 1_000;
  private static final int MAX_BYTES = 32_000_000;
  private static final int MAX_BYTES_PER_CALLER = 2_000_000;

  private final InstantSource clock;
  private final Map<CallerIdempotencyKey, StoredResult> results =
      new LinkedHashMap<>(); // the oldest first

  private record CallerIdempotencyKey(CallerId caller, String text) {}

  private record StoredResult(CompletableFuture<BatchResult> result, Instant since, int weight) {
    Instant end() {
      return since.plus(RETENTION);
    }
  }

  public LocalIdempotencyStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Mono<BatchResult> once(
      Caller caller,
      String key,
      int weight,
      Mono<BatchResult> validated,
      Function<BatchResult, Mono<BatchResult>> send) {
    return once(caller.id(), key, weight, validated.flatMap(send));
  }

  private Mono<BatchResult> once(CallerId caller, String key, int weight, Mono<BatchResult> write) {
    CallerIdempotencyKey full = new CallerIdempotencyKey(caller, key);
    CompletableFuture<BatchResult> mine = new CompletableFuture<>();
    CompletableFuture<BatchResult> theirs;
    try {
      theirs = putIfAbsent(full, mine, RESULT_OVERHEAD + weight);
    } catch (FailureException e) {
      return Mono.error(e);
    }
    if (theirs != null) {
      return Mono.fromFuture(theirs, /* suppressCancel= */ true); // others may repeat it too
    }
    var _ =
        write
            .doOnNext(result -> removeUnless(result.isOfConsequence(), full))
            .doOnError(_ -> removeUnless(false, full))
            .subscribe(mine::complete, mine::completeExceptionally);
    return Mono.fromFuture(mine, /* suppressCancel= */ true);
  }

  private synchronized @Nullable CompletableFuture<BatchResult> putIfAbsent(
      CallerIdempotencyKey key, CompletableFuture<BatchResult> mine, int weight) {
    Instant now = clock.instant();
    results.values().removeIf(result -> !now.isBefore(result.end()));
    StoredResult before = results.get(key);
    if (before != null) {
      return before.result();
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

  private synchronized void removeUnless(boolean isKept, CallerIdempotencyKey key) {
    if (!isKept) {
      results.remove(key);
    }
  }
}
