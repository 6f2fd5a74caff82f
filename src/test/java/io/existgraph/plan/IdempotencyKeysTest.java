package io.existgraph.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.caller.CallerId;
import io.existgraph.caller.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// What must not be done twice is done once a day, by caller and key, within a bound.
class IdempotencyKeysTest {
  private static final CallerId ANN = new Credential("Bearer ann").callerId();
  private static final CallerId BOB = new Credential("Bearer bob").callerId();
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final int WEIGHT = 24;

  private final AtomicInteger done = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-24T02:00:00Z");
  private final IdempotencyKeys keys = new IdempotencyKeys(() -> now);

  private int once(CallerId caller, String key) {
    return keys.once(caller, key, () -> Mono.fromSupplier(done::incrementAndGet), _ -> WEIGHT)
        .block(LONGEST);
  }

  @Test
  void aKeyIsGoodForADayAndForOneCaller() {
    assertThat(once(ANN, "k")).isEqualTo(1);
    assertThat(once(ANN, "k")).isEqualTo(1);
    assertThat(once(BOB, "k")).isEqualTo(2);
    now = now.plus(Duration.ofHours(24)).minusMillis(1);
    assertThat(once(ANN, "k")).isEqualTo(1);
    now = now.plusMillis(1);
    assertThat(once(ANN, "k")).isEqualTo(3);
  }

  @Test
  void whoRepeatsWhileTheFirstIsOnItsWayWaitsForIt() {
    Sinks.One<String> answer = Sinks.one();
    Mono<String> first = keys.once(ANN, "k", answer::asMono, _ -> WEIGHT);
    Mono<String> second = keys.once(ANN, "k", () -> Mono.just("second"), _ -> WEIGHT);
    answer.tryEmitValue("first").orThrow();
    assertThat(second.block(LONGEST)).isEqualTo("first");
    assertThat(first.block(LONGEST)).isEqualTo("first");
  }

  @Test
  void whatFailedOrIsNotWorthKeepingMayBeDoneAgain() {
    Mono<String> failed =
        keys.once(ANN, "k", () -> Mono.error(new IllegalStateException()), _ -> WEIGHT);
    assertThat(failed.onErrorReturn("failed").block(LONGEST)).isEqualTo("failed");
    assertThat(keys.once(ANN, "k", () -> Mono.just("not sent"), _ -> 0).block(LONGEST))
        .isEqualTo("not sent");
    assertThat(keys.once(ANN, "k", () -> Mono.just("sent"), _ -> WEIGHT).block(LONGEST))
        .isEqualTo("sent");
  }

  @Test
  void aFloodByOneCallerForgetsItsOwnOldestKeysAlone() {
    once(BOB, "mine");
    for (int i = 0; i <= 500; i++) {
      once(ANN, "key " + i);
    }
    int before = done.get();
    once(BOB, "mine");
    once(ANN, "key 1");
    once(ANN, "key 500");
    assertThat(done).hasValue(before);
    once(ANN, "key 0");
    assertThat(done).hasValue(before + 1);
  }

  @Test
  void aFewHeavyOnesOfOneCallerForgetItsOwnAlone() {
    once(BOB, "mine");
    once(ANN, "light");
    for (int i = 0; i < 40; i++) {
      String result = "x".repeat(100_000);
      keys.once(ANN, "heavy " + i, () -> Mono.just(result), String::length).block(LONGEST);
    }
    once(BOB, "mine");
    assertThat(done).hasValue(2);
    once(ANN, "light");
    assertThat(done).hasValue(3);
    assertThat(keys.<String>once(ANN, "heavy 39", Mono::empty, _ -> 0).block(LONGEST))
        .hasSize(100_000);
  }
}
