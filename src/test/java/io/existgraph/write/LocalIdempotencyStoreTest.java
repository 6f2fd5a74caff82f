package io.existgraph.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// The store of one instance, for a day and within a bound.
class LocalIdempotencyStoreTest extends IdempotencyContract {
  private final GivenClock clock = GivenClock.at("2026-11-24T02:00:00Z");
  private final IdempotencyStore store = new LocalIdempotencyStore(clock);

  @Override
  protected IdempotencyStore store(int instance) {
    return store;
  }

  private String heavy(Caller caller, String key) {
    return String.valueOf(
        outcome(
            store.once(caller, key, 1_500_000, Mono.just(VALIDATED), _ -> Mono.just(applied(7)))));
  }

  @Test
  void aResultIsKeptForADay() {
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(1L);
    clock.pass(Duration.ofHours(24).minusMillis(1));
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(1L);
    clock.pass(Duration.ofMillis(1));
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(2L);
  }

  @Test
  void whoHasNoRoomLeftIsRefusedAndNothingIsForgotten() {
    outcome(write(0, BOB, "mine"));
    outcome(write(0, ANN, "first"));
    assertThat(heavy(ANN, "heavy 0")).isEqualTo("7");
    clock.pass(Duration.ofHours(1));
    assertThat(heavy(ANN, "heavy 1")).startsWith("RateLimited[retryAfter=PT23H");
    outcome(write(0, BOB, "mine"));
    outcome(write(0, ANN, "first"));
    assertThat(done).hasValue(2);
    assertThat(heavy(BOB, "heavy")).isEqualTo("7");
    clock.pass(Duration.ofHours(23));
    assertThat(heavy(ANN, "heavy 1")).isEqualTo("7");
  }

  @Test
  void whenAllRoomIsTakenOthersAreRefusedForNow() {
    for (int i = 0; i < 21; i++) {
      heavy(Caller.of(new Credential("Bearer " + i)), "key");
    }
    assertThat(heavy(BOB, "key")).startsWith("Overloaded");
    assertThat(outcome(write(0, BOB, "light"))).isEqualTo(1L);
  }
}
