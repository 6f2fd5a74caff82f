package io.existgraph.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.credential.Caller;
import io.existgraph.exist.Failure;
import io.existgraph.redis.IdempotencyClaims.ClaimState;
import io.existgraph.redis.codec.SealingKey;
import io.existgraph.write.BatchResult;
import io.existgraph.write.IdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The results of writes of all instances: a write that is retried at another instance is not made
/// again. A key is claimed before its write is sent; where nothing more is heard of the claim, the
/// outcome of the write is unknown, and it is not made again either.
///
/// While Redis cannot be used and other instances are known, nobody can say whether a write was
/// made already. It is refused then, unless that `isRefusing` is off.
public final class SharedIdempotencyStore implements IdempotencyStore, MessageListener {
  private static final BatchResult NOTHING = new BatchResult(List.of(), Map.of(), Map.of());
  private static final int OVERHEAD = 1_000;
  private static final Duration MAX_WAIT = Duration.ofMinutes(1);

  private final IdempotencyStore local;
  private final RedisConnection connection;
  private final KeyTags tags;
  private final @Nullable String secret;
  private final int minInstances;
  private final boolean isRefusing;
  private final IdempotencyClaims claims;
  private final Cache<String, CompletableFuture<Boolean>> finishes =
      Caffeine.newBuilder().expireAfterWrite(MAX_WAIT).executor(Runnable::run).build();

  /// `local` holds what this instance knows, which needs no command.
  public SharedIdempotencyStore(
      IdempotencyStore local,
      RedisConnection connection,
      RedisSettings settings,
      boolean isRefusing) {
    this.local = local;
    this.connection = connection;
    this.tags = new KeyTags(settings.secret());
    this.secret = settings.secret();
    this.minInstances = settings.instances();
    this.isRefusing = isRefusing;
    this.claims = new IdempotencyClaims(connection, new DataMarker(connection));
    connection.messages().listen(this);
  }

  @Override
  public Mono<BatchResult> once(
      Caller caller,
      String key,
      int weight,
      Mono<BatchResult> validated,
      Function<BatchResult, Mono<BatchResult>> send) {
    Attempt attempt = new Attempt(entry(caller, key, weight), validated, send);
    return local.once(caller, key, weight, Mono.just(NOTHING), _ -> attempt.run());
  }

  private IdempotencyEntry entry(Caller caller, String key, int weight) {
    String tag = tags.of(caller.id());
    String claim = connection.messages().instance() + "-" + EpochFormat.next();
    SealingKey sealingKey = SealingKey.of(caller.credential(), secret);
    return new IdempotencyEntry(
        tag, tags.of("key", tag + key), OVERHEAD + weight, claim, sealingKey);
  }

  private boolean isAlone() {
    return minInstances == 1 && connection.messages().instances() == 1;
  }

  @Override
  public void received(Message message) {
    if (message.kind().equals("finished")) {
      CompletableFuture<Boolean> finish = finishes.asMap().remove(message.word(1));
      if (finish != null) {
        finish.complete(true);
      }
    }
  }

  /// An attempt to make a write.
  private final class Attempt {
    private final IdempotencyEntry entry;
    private final Mono<BatchResult> validated;
    private final Function<BatchResult, Mono<BatchResult>> send;

    Attempt(
        IdempotencyEntry entry,
        Mono<BatchResult> validated,
        Function<BatchResult, Mono<BatchResult>> send) {
      this.entry = entry;
      this.validated = validated;
      this.send = send;
    }

    Mono<BatchResult> run() {
      return look()
          .flatMap(
              state ->
                  state instanceof ClaimState.Unclaimed
                      ? validated.flatMap(this::claim)
                      : conclude(state, validated));
    }

    /// Listens for the end of a claim before it looks for one.
    private Mono<ClaimState> look() {
      var _ = finishes.get(entry.word(), _ -> new CompletableFuture<>());
      return connection.isAvailable()
          ? claims.look(entry)
          : Mono.just(new ClaimState.Unavailable());
    }

    private Mono<BatchResult> claim(BatchResult items) {
      return claims
          .claim(entry, items)
          .flatMap(
              state ->
                  state instanceof ClaimState.Unclaimed
                      ? send(items)
                      : conclude(state, Mono.just(items)));
    }

    private Mono<BatchResult> send(BatchResult items) {
      return send.apply(items)
          .doOnNext(result -> claims.finish(entry, result.isOfConsequence() ? result : null))
          .doOnError(_ -> claims.finish(entry, null));
    }

    private Mono<BatchResult> conclude(ClaimState state, Mono<BatchResult> items) {
      return switch (state) {
        case ClaimState.Unclaimed _ -> items.flatMap(this::claim);
        case ClaimState.Completed(var result) -> result == null ? items : Mono.just(result);
        case ClaimState.Running(var atMost) -> await(atMost).then(Mono.defer(this::run));
        case ClaimState.NoRoom(var retryAfter) ->
            Mono.error(new Failure.RateLimited(retryAfter).asException());
        case ClaimState.Unavailable _ ->
            isRefusing && !isAlone()
                ? Mono.error(new Failure.Unavailable().asException())
                : items.flatMap(send);
      };
    }

    private Mono<Void> await(Duration atMost) {
      CompletableFuture<Boolean> finish = finishes.getIfPresent(entry.word());
      return finish == null
          ? Mono.empty()
          : Mono.fromFuture(finish, /* suppressCancel= */ true)
              .timeout(atMost, Mono.just(true))
              .then();
    }
  }
}
