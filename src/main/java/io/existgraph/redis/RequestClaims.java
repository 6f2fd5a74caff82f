package io.existgraph.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Claims of instances on requests to Exist, so that only one sends each. They are made with the
/// reservation of the requests. A claim ends when its instance releases it, or by itself once the
/// longest exchange would have ended.
public final class RequestClaims implements MessageListener {
  private static final RedisScript RELEASE = RedisScript.publishing("claim-release");

  /// How long a claim outlives the longest exchange.
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /// How often a waiter looks whether the message can still arrive.
  private static final Duration CHECK = Duration.ofMillis(50);

  private final RedisConnection connection;
  private final KeyTags tags;
  private final Duration life;
  private final Cache<String, CompletableFuture<Boolean>> releases;
  private final Cache<String, String> own; // keys by words

  /// `longestExchange` is how long a request to Exist may take.
  public RequestClaims(
      RedisConnection connection, RedisSettings settings, Duration longestExchange) {
    this.connection = connection;
    this.tags = new KeyTags(settings.secret());
    this.life = longestExchange.plus(MARGIN);
    releases = expiring();
    own = expiring();
    connection.messages().listen(this);
  }

  private <T> Cache<String, T> expiring() {
    return Caffeine.newBuilder()
        .expireAfterWrite(life.multipliedBy(2))
        .executor(Runnable::run)
        .build();
  }

  Duration life() {
    return life;
  }

  private String word(CallerId caller, String target) {
    return tags.of("target", tags.of(caller) + target);
  }

  /// The keys of claims on the requests to these targets, beside the hour of that tag. Their
  /// releases are listened to from now on, so that none is missed.
  List<String> keys(String hour, CallerId caller, List<String> targets) {
    List<String> words = targets.stream().map(target -> word(caller, target)).toList();
    for (String word : words) {
      var _ = releases.get(word, _ -> new CompletableFuture<>());
    }
    return words.stream().map(word -> "eg:{" + hour + "}:f:" + word).toList();
  }

  /// Records which claims were made: those of no time. The others are returned by their targets. An
  /// operation of this instance that waits for the end of another's claim may go on then.
  Map<String, Duration> claimed(
      CallerId caller, List<String> targets, List<String> keys, List<Duration> elsewhere) {
    Map<String, Duration> others = new HashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      if (!elsewhere.get(i).isZero()) {
        others.put(targets.get(i), elsewhere.get(i));
      } else {
        String word = word(caller, targets.get(i));
        own.put(word, keys.get(i));
        end(word);
      }
    }
    return others;
  }

  /// Completes when the claim was released, has ended by itself, or cannot be heard of any more.
  Mono<Void> awaitRelease(CallerId caller, String target, Duration atMost) {
    CompletableFuture<Boolean> release = releases.getIfPresent(word(caller, target));
    if (release == null) {
      return Mono.empty();
    }
    Mono<Boolean> unheard =
        Flux.interval(CHECK, connection.timer())
            .filter(_ -> !connection.isAvailable())
            .next()
            .map(_ -> true)
            .timeout(atMost, Mono.just(true), connection.timer());
    return Mono.firstWithSignal(Mono.fromFuture(release, /* suppressCancel= */ true), unheard)
        .then();
  }

  /// Ends claims of this instance.
  void release(CallerId caller, Collection<String> targets) {
    Map<String, List<String>> wordsByHour = new HashMap<>();
    Map<String, List<String>> keysByHour = new HashMap<>();
    for (String target : targets) {
      String word = word(caller, target);
      String key = own.asMap().remove(word);
      if (key != null) {
        String hour = key.substring(0, key.indexOf('}'));
        wordsByHour.computeIfAbsent(hour, _ -> new ArrayList<>()).add(word);
        keysByHour.computeIfAbsent(hour, _ -> new ArrayList<>()).add(key);
      }
    }
    keysByHour.forEach((hour, keys) -> release(keys, wordsByHour.getOrDefault(hour, List.of())));
  }

  private void release(List<String> keys, List<String> words) {
    String instance = connection.messages().instance();
    var _ =
        connection
            .behind()
            .run(RELEASE, keys, List.of(instance, String.join(" ", words)))
            .subscribe(_ -> {}, _ -> {});
  }

  @Override
  public void received(Message message) {
    if (!message.kind().equals("freed")) {
      return;
    }
    message.words().forEach(this::end);
  }

  private void end(String word) {
    CompletableFuture<Boolean> release = releases.asMap().remove(word);
    if (release != null) {
      release.complete(true);
    }
  }

  /// The waits end, since the messages that would end them may be lost.
  @Override
  public void lost() {
    List.copyOf(releases.asMap().keySet()).forEach(this::end);
  }
}
