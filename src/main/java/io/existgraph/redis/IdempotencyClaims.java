package io.existgraph.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.write.BatchResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The shared state of idempotency keys. Results that could not be stored, or that the server has
/// lost, are stored again as long as this instance keeps them.
final class IdempotencyClaims {
  private static final RedisScript CLAIM = RedisScript.silent("key-claim");
  private static final RedisScript FINISH = RedisScript.publishing("key-finish");
  private static final Duration LIFE = Duration.ofDays(1);
  private static final int MAX_BYTES_PER_CALLER = 2_000_000;
  private static final int MAX_KNOWN = 10_000;
  private static final int CONCURRENCY = 16;

  /// Longer than any write takes from its claim to its result.
  private static final Duration MAX_RUN = Duration.ofSeconds(25);

  /// The state of a key.
  sealed interface ClaimState {
    /// Not used, or claimed now.
    record Unclaimed() implements ClaimState {}

    /// Used before. The result is null where it cannot be read.
    record Completed(@Nullable BatchResult result) implements ClaimState {}

    /// Being used at another instance.
    record Running(Duration atMost) implements ClaimState {}

    record NoRoom(Duration retryAfter) implements ClaimState {}

    /// Nobody can say.
    record Unavailable() implements ClaimState {}
  }

  /// The end of a claim; without a result it frees the key.
  private record EndedClaim(IdempotencyEntry entry, @Nullable BatchResult result) {}

  private final RedisConnection connection;
  private final DataMarker mark;
  private final Cache<String, EndedClaim> known =
      Caffeine.newBuilder()
          .maximumSize(MAX_KNOWN)
          .expireAfterWrite(LIFE)
          .executor(Runnable::run)
          .build();
  private final Map<String, EndedClaim> pending = new LinkedHashMap<>();

  IdempotencyClaims(RedisConnection connection, DataMarker mark) {
    this.connection = connection;
    this.mark = mark;
    mark.whenLost(this::restore);
    connection
        .lifecycle()
        .beforeUse(
            () ->
                mark.isWhole(connection.whileRecovering())
                    .then(Mono.defer(() -> store(pending(), connection.whileRecovering()))));
  }

  /// Stores all results again, now or as soon as Redis is used again.
  private void restore() {
    known.asMap().values().forEach(this::keep);
    var _ = store(pending(), connection.behind()).subscribe(_ -> {}, _ -> {});
  }

  /// Looks whether a key is used.
  Mono<ClaimState> look(IdempotencyEntry entry) {
    return run(entry, "", new byte[0]);
  }

  /// Claims a key for a write whose result, if nothing more is heard of it, is `unknown`.
  Mono<ClaimState> claim(IdempotencyEntry entry, BatchResult unknown) {
    return run(entry, entry.claim(), entry.seal(unknown))
        .zipWith(mark.isWhole(connection.awaited()))
        .map(
            both -> {
              boolean isWhole = both.getT2();
              if (!isWhole && both.getT1() instanceof ClaimState.Unclaimed) {
                finish(entry, null);
                return new ClaimState.Unavailable();
              }
              return both.getT1();
            })
        .onErrorResume(
            RedisUnavailableException.class, _ -> Mono.just(new ClaimState.Unavailable()));
  }

  private Mono<ClaimState> run(IdempotencyEntry entry, String claim, byte[] sealed) {
    List<Object> arguments =
        List.of(
            claim,
            connection.messages().instance(),
            MAX_RUN.toMillis(),
            LIFE.toMillis(),
            entry.weight(),
            MAX_BYTES_PER_CALLER,
            entry.member(),
            sealed);
    return connection
        .awaited()
        .run(CLAIM, entry.keys(), arguments)
        .map(reply -> state(entry, reply))
        .onErrorResume(
            RedisUnavailableException.class, _ -> Mono.just(new ClaimState.Unavailable()));
  }

  private static ClaimState state(IdempotencyEntry entry, ScriptReply reply) {
    long kind = reply.number(0);
    if (kind == 0) {
      return new ClaimState.Unclaimed();
    }
    Duration time = Duration.ofMillis(reply.number(1));
    if (kind == 2) {
      return new ClaimState.NoRoom(time);
    }
    return time.isZero()
        ? new ClaimState.Completed(entry.open(reply.bytes(2)))
        : new ClaimState.Running(time);
  }

  /// Stores the result, or frees the key where it is null.
  void finish(IdempotencyEntry entry, @Nullable BatchResult result) {
    EndedClaim end = new EndedClaim(entry, result);
    if (result != null) {
      known.put(entry.words(), end);
    }
    keep(end);
    var _ = store(List.of(end), connection.behind()).subscribe(_ -> {}, _ -> {});
  }

  private void keep(EndedClaim end) {
    synchronized (pending) {
      pending.put(end.entry().words(), end);
      if (pending.size() > MAX_KNOWN) {
        pending.remove(pending.keySet().iterator().next());
      }
    }
  }

  private List<EndedClaim> pending() {
    synchronized (pending) {
      return List.copyOf(pending.values());
    }
  }

  private Mono<Void> store(List<EndedClaim> ends, ScriptRunner runner) {
    return Flux.fromIterable(ends).flatMap(end -> store(end, runner), CONCURRENCY).then();
  }

  private Mono<Void> store(EndedClaim end, ScriptRunner runner) {
    IdempotencyEntry entry = end.entry();
    BatchResult result = end.result();
    List<Object> arguments =
        List.of(
            entry.claim(),
            result == null ? "free" : "keep",
            LIFE.toMillis(),
            entry.member(),
            entry.words(),
            result == null ? new byte[0] : entry.seal(result));
    return runner.run(FINISH, entry.keys(), arguments).doOnNext(_ -> stored(end)).then();
  }

  private void stored(EndedClaim end) {
    synchronized (pending) {
      pending.remove(end.entry().words(), end);
    }
  }
}
