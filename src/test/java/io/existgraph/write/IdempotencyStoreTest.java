package io.existgraph.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.exist.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// What must not be done twice is done once a day, by caller and key, within a bound.
class IdempotencyStoreTest {
  private static final CallerId ANN = new Credential("Bearer ann").callerId();
  private static final CallerId BOB = new Credential("Bearer bob").callerId();
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final int WEIGHT = 24;

  private final AtomicInteger done = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-24T02:00:00Z");
  private final IdempotencyStore keys = new IdempotencyStore(() -> now);

  private int once(CallerId caller, String key) {
    return keys.once(caller, key, WEIGHT, () -> Mono.fromSupplier(done::incrementAndGet), _ -> true)
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
    Mono<String> first = keys.once(ANN, "k", WEIGHT, answer::asMono, _ -> true);
    Mono<String> second = keys.once(ANN, "k", WEIGHT, () -> Mono.just("second"), _ -> true);
    answer.tryEmitValue("first").orThrow();
    assertThat(second.block(LONGEST)).isEqualTo("first");
    assertThat(first.block(LONGEST)).isEqualTo("first");
  }

  @Test
  void whatFailedOrIsNotWorthKeepingMayBeDoneAgain() {
    Mono<String> failed =
        keys.once(ANN, "k", WEIGHT, () -> Mono.error(new IllegalStateException()), _ -> true);
    assertThat(failed.onErrorReturn("failed").block(LONGEST)).isEqualTo("failed");
    assertThat(keys.once(ANN, "k", WEIGHT, () -> Mono.just("not sent"), _ -> false).block(LONGEST))
        .isEqualTo("not sent");
    assertThat(keys.once(ANN, "k", WEIGHT, () -> Mono.just("sent"), _ -> true).block(LONGEST))
        .isEqualTo("sent");
  }

  @Test
  void whoHasNoRoomLeftIsRefusedAndNothingIsForgotten() {
    once(BOB, "mine");
    once(ANN, "first");
    assertThat(heavy(ANN, "heavy 0")).isEqualTo("done");
    now = now.plus(Duration.ofHours(1));
    assertThat(heavy(ANN, "heavy 1"))
        .isEqualTo("RateLimited[retryAfter=PT23H, upstreamStatus=null]");
    once(BOB, "mine");
    once(ANN, "first");
    assertThat(done).hasValue(2);
    assertThat(heavy(BOB, "heavy")).isEqualTo("done");
    now = now.plus(Duration.ofHours(23));
    assertThat(heavy(ANN, "heavy 1")).isEqualTo("done");
  }

  @Test
  void whenAllRoomIsTakenOthersAreRefusedForNow() {
    for (int i = 0; i < 21; i++) {
      heavy(new Credential("Bearer " + i).callerId(), "key");
    }
    assertThat(heavy(BOB, "key")).startsWith("Overloaded");
    assertThat(once(BOB, "light")).isOne();
  }

  private String heavy(CallerId caller, String key) {
    return keys.once(caller, key, 1_500_000, () -> Mono.just("done"), _ -> true)
        .onErrorResume(FailureException.class, it -> Mono.just(String.valueOf(it.failure())))
        .block(LONGEST);
  }
}
