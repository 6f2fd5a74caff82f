package io.existgraph.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CallerCachesTest {
  private static final long MOST = 8_000_000;
  private static final long MOST_PER_CALLER = 500_000;
  private static final Instant NOW = Instant.EPOCH;

  private final CallerCaches memory = new CallerCaches(MOST, MOST_PER_CALLER);
  private final CallerId alice = new Credential("Token alice").callerId();
  private final CallerId bob = new Credential("Token bob").callerId();

  private void put(CallerId caller, Object key) {
    CallerCache own = memory.of(caller);
    memory.put(caller, own, own.moment(), told(key, "answer", 1000));
  }

  private static Map<Object, UnaryOperator<@Nullable CacheEntry<?>>> told(
      Object key, String answer, int weight) {
    return Map.of(key, _ -> new CacheEntry<>(answer, NOW, weight));
  }

  @Test
  void aMillionNeedsOfOneCallerStayWithinTheirBoundAndEvictNobodyElse() {
    for (int i = 0; i < 100; i++) {
      put(alice, i);
    }
    for (int i = 0; i < 1_000_000; i++) {
      put(bob, i);
    }
    assertThat(memory.of(bob).weight()).isLessThanOrEqualTo((int) MOST_PER_CALLER + 1024);
    assertThat(memory.weight()).isLessThanOrEqualTo(MOST);
    for (int i = 0; i < 100; i++) {
      assertThat(memory.of(alice).get(i)).isNotNull();
    }
  }

  @Test
  void aHundredThousandStrangersPushNobodyOut() {
    put(alice, "kept");
    for (int i = 0; i < 100_000; i++) {
      CallerCache own = memory.of(new Credential("Token made-up-" + i).callerId());
      assertThat(own.get("kept")).isNull();
    }
    assertThat(memory.of(alice).get("kept")).isNotNull();
    assertThat(memory.all().count()).isLessThan(1_100);
  }

  @Test
  void aStrangerWhoIsForgottenWhileAskingIsNotRemembered() {
    CallerCache before = memory.of(bob);
    memory.forget(bob);
    memory.put(bob, before, before.moment(), told("key", "old", 10));
    assertThat(memory.of(bob)).isNotSameAs(before);
    assertThat(memory.of(bob).get("key")).isNull();
  }

  @Test
  void aHundredThousandCallersStayWithinTheBound() {
    for (int i = 0; i < 100_000; i++) {
      put(new Credential("Token made-up-" + i).callerId(), 1);
    }
    assertThat(memory.weight()).isPositive().isLessThanOrEqualTo(MOST);
  }

  @Test
  void anAnswerThatWasAskedForBeforeAWriteIsNotStored() {
    CallerCache own = memory.of(alice);
    var before = own.moment();
    own.rewrite((_, entry) -> entry);
    memory.put(alice, own, before, told("key", "old", 10));
    assertThat(own.get("key")).isNull();
  }

  @Test
  void whatOthersMayHaveChangedIsChangedInWhatIsOnItsWay() {
    CallerCache own = memory.of(alice);
    var before = own.moment();
    own.change((key, entry) -> key.equals("changed") ? null : entry);
    memory.put(alice, own, before, told("changed", "old", 10));
    memory.put(alice, own, before, told("other", "old", 10));
    assertThat(own.get("changed")).isNull();
    assertThat(own.get("other")).isNotNull();
    memory.put(alice, own, own.moment(), told("changed", "new", 10));
    assertThat(own.get("changed")).isNotNull();
  }

  @Test
  void whatIsOnItsWayThroughTooManyChangesIsNotStored() {
    CallerCache own = memory.of(alice);
    var before = own.moment();
    for (int i = 0; i < 200; i++) {
      own.change((_, entry) -> entry);
    }
    memory.put(alice, own, before, told("one", "old", 10));
    own.change((_, entry) -> entry);
    memory.put(alice, own, before, told("two", "old", 10));
    assertThat(own.get("one")).isNotNull();
    assertThat(own.get("two")).isNull();
  }

  @Test
  void ofAnAnswerThatIsJustBeingStoredNothingIsSeenOrAll() throws Exception {
    CallerCache own = memory.of(alice);
    FutureTask<Map<Object, CacheEntry<?>>> look = new FutureTask<>(own::snapshot);
    Thread looking = new Thread(look);
    UnaryOperator<@Nullable CacheEntry<?>> store = _ -> new CacheEntry<>("answer", NOW, 10);
    UnaryOperator<@Nullable CacheEntry<?>> storeLast =
        _ -> {
          looking.start();
          while (!look.isDone() && looking.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
          }
          return store.apply(null);
        };
    Map<Object, UnaryOperator<@Nullable CacheEntry<?>>> changes = new LinkedHashMap<>();
    changes.put("one", store);
    changes.put("two", storeLast);
    memory.put(alice, own, own.moment(), changes);
    assertThat(look.get(10, TimeUnit.SECONDS)).hasSize(2);
  }

  @Test
  void whoIsForgottenWhileTheirFirstAnswerIsStoredIsForgotten() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      CallerId caller = new Credential("Token made-up-" + i).callerId();
      CallerCache before = memory.of(caller);
      Phaser both = new Phaser(2);
      Thread forgetting =
          new Thread(
              () -> {
                var _ = both.awaitAdvance(both.arrive());
                memory.forget(caller);
              });
      forgetting.start();
      var _ = both.awaitAdvance(both.arrive());
      memory.put(caller, before, before.moment(), told("key", "old", 10));
      forgetting.join();
      assertThat(memory.of(caller)).isNotSameAs(before);
    }
  }

  @Test
  void whatIsForgottenAloneLeavesTheRestAndWhatIsOnItsWay() {
    put(alice, "one");
    put(alice, "two");
    var before = memory.of(alice).moment();
    memory.of(alice).forget(java.util.Set.of("one"));
    assertThat(memory.of(alice).get("one")).isNull();
    assertThat(memory.of(alice).get("two")).isNotNull();
    assertThat(memory.of(alice).moment()).isEqualTo(before);
  }

  @Test
  void aStartThatBreaksLeavesNothingOnItsWay() {
    CallerCache own = memory.of(alice);
    Mono<String> broken =
        own.once(
            "key",
            () -> {},
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThat(broken.onErrorReturn("told").block()).isEqualTo("told");
    assertThat(own.isUnderWay("key")).isFalse();
  }
}
