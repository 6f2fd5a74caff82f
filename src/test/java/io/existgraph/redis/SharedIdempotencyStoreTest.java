package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.exist.Failure;
import io.existgraph.write.IdempotencyContract;
import io.existgraph.write.IdempotencyStore;
import io.existgraph.write.LocalIdempotencyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// The keys of two instances over a real server that is killed, emptied and slow.
class SharedIdempotencyStoreTest extends IdempotencyContract {
  private static final GivenClock CLOCK = GivenClock.at("2026-11-24T02:00:00Z");

  private RedisServer server;
  private final List<GivenInstance> instances = new ArrayList<>();
  private final List<IdempotencyStore> stores = new ArrayList<>();

  @BeforeEach
  void start() {
    server = RedisServer.start();
    server.command("HSET", "eg:{data}:g", "since", "0", "mark", "old"); // nothing was just lost
    add(true);
    add(true);
    knowEachOther();
  }

  private void add(boolean isRefusing) {
    RedisSettings settings =
        new RedisSettings(server.url(), null, null, null, GivenInstance.TIMEOUTS, 1);
    GivenInstance instance = new GivenInstance(settings);
    instances.add(instance);
    stores.add(
        new SharedIdempotencyStore(
            new LocalIdempotencyStore(CLOCK), instance.connection, settings, isRefusing));
    instance.awaitUse();
  }

  private void knowEachOther() {
    for (GivenInstance instance : instances) {
      instance.tickUntil(
          () -> {
            instances.forEach(other -> other.connection.tick());
            return instance.connection.messages().instances() == instances.size();
          });
    }
  }

  @AfterEach
  void stop() {
    instances.forEach(GivenInstance::close);
    server.close();
  }

  @Override
  protected IdempotencyStore store(int instance) {
    return stores.get(instance);
  }

  /// The outage is noticed.
  private void loseRedis() {
    server.kill();
    instances.forEach(one -> GivenInstance.until(() -> !one.connection.isAvailable()));
  }

  @Test
  void aClaimOfWhichNothingMoreIsHeardIsNotMadeAgain() {
    store(0).once(ANN, "k", 400, Mono.just(VALIDATED), _ -> Mono.never()).subscribe();
    GivenInstance.until(() -> server.command("KEYS", "eg:*:i:*").startsWith("*1"));
    String key = server.command("KEYS", "eg:*:i:*").lines().toList().get(2);
    server.command("HSET", key, "until", "1"); // the time that it may take is over
    assertThat(outcome(write(1, ANN, "k"))).isEqualTo("unknown");
    assertThat(done).hasValue(0);
  }

  @Test
  void withoutRedisNothingIsWrittenThatAnotherInstanceMayHaveWritten() {
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(1L);
    loseRedis();
    assertThat(outcome(write(1, ANN, "k"))).isInstanceOf(Failure.Unavailable.class);
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(1L);
    server.restart();
    instances.forEach(GivenInstance::awaitUse);
    assertThat(outcome(write(0, BOB, "first of an empty server")))
        .isInstanceOf(Failure.Unavailable.class);
    server.command("HSET", "eg:{data}:g", "since", "0"); // three seconds later
    GivenInstance.until(() -> server.command("KEYS", "eg:*:i:*").startsWith("*1"));
    assertThat(outcome(write(1, ANN, "k"))).isEqualTo(1L);
    assertThat(done).hasValue(1);
  }

  @Test
  void aServerThatWasEmptiedGetsBackWhatInstancesKnow() {
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(1L);
    server.command("FLUSHALL");
    assertThat(outcome(write(1, ANN, "k"))) // refused, unless the other was quick to give it back
        .matches(outcome -> outcome instanceof Failure.Unavailable || outcome.equals(1L));
    server.command("HSET", "eg:{data}:g", "since", "0"); // three seconds later
    GivenInstance.until(() -> server.command("KEYS", "eg:*:i:*").startsWith("*1"));
    assertThat(outcome(write(1, ANN, "k"))).isEqualTo(1L);
    assertThat(done).hasValue(1);
  }

  @Test
  void aSingleInstanceWritesWithoutRedisToo() {
    instances.remove(1).close();
    stores.remove(1);
    GivenInstance.until(() -> instances.getFirst().connection.messages().instances() == 1);
    loseRedis();
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(1L);
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(1L);
  }

  @Test
  void incrementsMayBeAllowedWithoutRedis() {
    add(false);
    knowEachOther();
    loseRedis();
    assertThat(outcome(write(2, ANN, "k"))).isEqualTo(1L);
  }

  @Test
  void whoHasNoRoomLeftIsRefused() {
    for (int i = 0; i < 2; i++) {
      String key = "heavy " + i;
      Object outcome =
          outcome(
              store(i).once(ANN, key, 1_200_000, Mono.just(VALIDATED), _ -> Mono.just(applied(7))));
      if (i == 0) {
        assertThat(outcome).isEqualTo(7L);
      } else {
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Failure.RateLimited.class,
                refused ->
                    assertThat(refused.retryAfter())
                        .isBetween(Duration.ofHours(23), Duration.ofHours(24)));
      }
    }
    assertThat(outcome(write(1, BOB, "light"))).isEqualTo(1L);
  }

  @Test
  void nothingReadableIsStored() {
    outcome(write(0, ANN, "canary"));
    String key = server.command("KEYS", "eg:*:i:*").lines().toList().get(2);
    String stored = key + server.command("HGETALL", key);
    assertThat(stored).doesNotContain("canary", "pages_read", "bearer", "ann");
  }
}
