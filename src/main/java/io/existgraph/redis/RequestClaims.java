package io.existgraph.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Claims of instances on requests to Exist, so that only one sends each. A claim ends when its
/// instance releases it, or by itself once the longest exchange would have ended.
final class RequestClaims {
  private static final RedisScript CLAIM = RedisScript.silent("claim");
  private static final RedisScript RELEASE = RedisScript.publishing("claim-release");

  /// How often a waiter looks whether the message can still arrive.
  private static final Duration CHECK = Duration.ofMillis(50);

  private final RedisConnection connection;
  private final KeyTags tags;
  private final Duration life;
  private final Cache<String, CompletableFuture<Boolean>> releases;

  /// A claim lives for `life`.
  RequestClaims(RedisConnection connection, KeyTags tags, Duration life) {
    this.connection = connection;
    this.tags = tags;
    this.life = life;
    releases =
        Caffeine.newBuilder()
            .expireAfterWrite(life.multipliedBy(2))
            .executor(Runnable::run)
            .build();
  }

  private String word(String caller, String target) {
    return tags.of("target", caller + target);
  }

  private static String key(String caller, String word) {
    return "eg:{" + caller + "}:f:" + word;
  }

  /// Claims all targets; returns those that another instance has, each with how long at most.
  Mono<Map<String, Duration>> claim(String caller, Collection<String> targets) {
    List<String> all = List.copyOf(targets);
    List<String> words = all.stream().map(target -> word(caller, target)).toList();
    words.forEach(this::listen);
    List<String> keys = words.stream().map(word -> key(caller, word)).toList();
    String instance = connection.messages().instance();
    return connection
        .awaited()
        .run(CLAIM, keys, List.of(instance, life.toMillis()))
        .map(reply -> elsewhere(all, words, reply))
        .onErrorResume(RedisUnavailableException.class, _ -> Mono.just(Map.of()));
  }

  /// Begins before the look, so that no release is missed in between.
  private void listen(String word) {
    var _ = releases.get(word, _ -> new CompletableFuture<>());
  }

  private Map<String, Duration> elsewhere(
      List<String> targets, List<String> words, ScriptReply reply) {
    Map<String, Duration> elsewhere = new HashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      long millis = reply.number(i);
      if (millis > 0) {
        elsewhere.put(targets.get(i), Duration.ofMillis(millis));
      } else {
        releases.invalidate(words.get(i));
      }
    }
    return elsewhere;
  }

  /// Completes when the claim was released, has ended by itself, or cannot be heard of any more.
  Mono<Void> awaitRelease(String caller, String target, Duration atMost) {
    CompletableFuture<Boolean> release = releases.getIfPresent(word(caller, target));
    if (release == null) {
      return Mono.empty();
    }
    Mono<Boolean> unheard =
        Flux.interval(CHECK)
            .filter(_ -> !connection.isAvailable())
            .next()
            .map(_ -> true)
            .timeout(atMost, Mono.just(true));
    return Mono.firstWithSignal(Mono.fromFuture(release, /* suppressCancel= */ true), unheard)
        .then();
  }

  void release(String caller, Collection<String> targets) {
    List<String> words = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (String target : targets) {
      String word = word(caller, target);
      words.add(word);
      keys.add(key(caller, word));
    }
    String instance = connection.messages().instance();
    var _ =
        connection
            .behind()
            .run(RELEASE, keys, List.of(instance, String.join(" ", words)))
            .subscribe(_ -> {}, _ -> {});
  }

  void released(Message message) {
    for (String word : message.words()) {
      CompletableFuture<Boolean> release = releases.asMap().remove(word);
      if (release != null) {
        release.complete(true);
      }
    }
  }
}
