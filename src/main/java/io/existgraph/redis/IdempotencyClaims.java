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
  sealed interface State {
    /// Not used, or claimed now.
    record Free() implements State {}

    /// Used before. The result is null where it cannot be read.
    record Made(@Nullable BatchResult result) implements State {}

    /// Being used at another instance.
    record Running(Duration atMost) implements State {}

    record NoRoom(Duration retryAfter) implements State {}

    /// Nobody can say.
    record Unavailable() implements State {}
  }

  /// The end of a claim; without a result it frees the key.
  private record End(IdempotencyEntry entry, @Nullable BatchResult result) {}

  private final RedisConnection connection;
  private final DataMark mark;
  private final Cache<String, End> known =
      Caffeine.newBuilder()
          .maximumSize(MAX_KNOWN)
          .expireAfterWrite(LIFE)
          .executor(Runnable::run)
          .build();
  private final Map<String, End> pending = new LinkedHashMap<>();

  IdempotencyClaims(RedisConnection connection, DataMark mark) {
    this.connection = connection;
    this.mark = mark;
    mark.whenLost(this::restore);
    connection.beforeUse(
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
  Mono<State> look(IdempotencyEntry entry) {
    return run(entry, "", new byte[0]);
  }

  /// Claims a key for a write whose result, if nothing more is heard of it, is `unknown`.
  Mono<State> claim(IdempotencyEntry entry, BatchResult unknown) {
    return run(entry, entry.claim(), entry.seal(unknown))
        .zipWith(mark.isWhole(connection.awaited()))
        .map(
            both -> {
              boolean isWhole = both.getT2();
              if (!isWhole && both.getT1() instanceof State.Free) {
                finish(entry, null);
                return new State.Unavailable();
              }
              return both.getT1();
            })
        .onErrorResume(RedisUnavailableException.class, _ -> Mono.just(new State.Unavailable()));
  }

  private Mono<State> run(IdempotencyEntry entry, String claim, byte[] sealed) {
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
        .onErrorResume(RedisUnavailableException.class, _ -> Mono.just(new State.Unavailable()));
  }

  private static State state(IdempotencyEntry entry, ScriptReply reply) {
    long kind = reply.number(0);
    if (kind == 0) {
      return new State.Free();
    }
    Duration time = Duration.ofMillis(reply.number(1));
    if (kind == 2) {
      return new State.NoRoom(time);
    }
    return time.isZero() ? new State.Made(entry.open(reply.bytes(2))) : new State.Running(time);
  }

  /// Stores the result, or frees the key where it is null.
  void finish(IdempotencyEntry entry, @Nullable BatchResult result) {
    End end = new End(entry, result);
    if (result != null) {
      known.put(entry.words(), end);
    }
    keep(end);
    var _ = store(List.of(end), connection.behind()).subscribe(_ -> {}, _ -> {});
  }

  private void keep(End end) {
    synchronized (pending) {
      pending.put(end.entry().words(), end);
      if (pending.size() > MAX_KNOWN) {
        pending.remove(pending.keySet().iterator().next());
      }
    }
  }

  private List<End> pending() {
    synchronized (pending) {
      return List.copyOf(pending.values());
    }
  }

  private Mono<Void> store(List<End> ends, ScriptRunner runner) {
    return Flux.fromIterable(ends).flatMap(end -> store(end, runner), CONCURRENCY).then();
  }

  private Mono<Void> store(End end, ScriptRunner runner) {
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

  private void stored(End end) {
    synchronized (pending) {
      pending.remove(end.entry().words(), end);
    }
  }
}
