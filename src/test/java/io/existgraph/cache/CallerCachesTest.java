package io.existgraph.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.model.Attribute;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CallerCachesTest {
  private static final long MOST = 8_000_000;
  private static final long MOST_PER_CALLER = 500_000;
  private static final Instant NOW = Instant.EPOCH;

  /// Of a thousand bytes each: at least twelve times as many as there is room for.
  private static final int MANY = Boolean.getBoolean("soak") ? 1_000_000 : 100_000;

  private final CallerCaches caches = new CallerCaches(MOST, MOST_PER_CALLER);
  private final CallerId alice = new Credential("Token alice").callerId();
  private final CallerId bob = new Credential("Token bob").callerId();

  private static final CacheKey.OwnedAttributes ONE = new CacheKey.OwnedAttributes(1);
  private static final CacheKey.OwnedAttributes TWO = new CacheKey.OwnedAttributes(2);

  private void put(CallerId caller, int page) {
    caches.put(
        caller,
        caches.of(caller).writeVersion(),
        response(new CacheKey.OwnedAttributes(page), 1000));
  }

  private static Map<CacheKey<?>, CacheEntry<?>> response(
      CacheKey.OwnedAttributes key, int weight) {
    return Map.of(key, new CacheEntry<>(ListPage.<Attribute>empty(), NOW, weight));
  }

  @Test
  void manyEntriesOfOneCallerStayWithinTheirBoundAndEvictNobodyElse() {
    for (int i = 0; i < 100; i++) {
      put(alice, i);
    }
    for (int i = 0; i < MANY; i++) {
      put(bob, i);
    }
    assertThat(caches.of(bob).entries().weight())
        .isGreaterThan((int) MOST_PER_CALLER)
        .isLessThanOrEqualTo((int) (MOST_PER_CALLER + MOST / 4) + 1024);
    assertThat(caches.weight()).isLessThanOrEqualTo(MOST);
    for (int i = 0; i < 100; i++) {
      assertThat(caches.of(alice).get(new CacheKey.OwnedAttributes(i))).isNotNull();
    }
  }

  @Test
  void whatIsFreeIsGivenBackToOthers() {
    for (int i = 0; i < MANY; i++) {
      put(bob, i);
    }
    for (int i = 0; i < 15; i++) {
      CallerId other = new Credential("Token other-" + i).callerId();
      for (int page = 0; page < 400; page++) {
        put(other, page);
      }
    }
    assertThat(caches.of(bob).entries().weight()).isLessThanOrEqualTo((int) MOST_PER_CALLER + 1024);
    assertThat(caches.weight()).isLessThanOrEqualTo(MOST);
    assertThat(caches.of(new Credential("Token other-0").callerId()).get(TWO)).isNotNull();
  }

  @Test
  void aHundredThousandStrangersPushNobodyOut() {
    put(alice, 1);
    for (int i = 0; i < 100_000; i++) {
      CallerCache own = caches.of(new Credential("Token made-up-" + i).callerId());
      assertThat(own.get(ONE)).isNull();
    }
    assertThat(caches.of(alice).get(ONE)).isNotNull();
    assertThat(caches.size()).isLessThan(1_100);
  }

  @Test
  void aStrangerWhoIsForgottenWhileAskingIsNotRemembered() {
    CallerCache before = caches.of(bob);
    caches.forget(bob);
    caches.put(bob, before.writeVersion(), response(ONE, 10));
    assertThat(caches.of(bob)).isNotSameAs(before);
    assertThat(caches.of(bob).get(ONE)).isNull();
  }

  @Test
  void aHundredThousandCallersStayWithinTheBound() {
    for (int i = 0; i < 100_000; i++) {
      put(new Credential("Token made-up-" + i).callerId(), 1);
    }
    assertThat(caches.weight()).isPositive().isLessThanOrEqualTo(MOST);
  }

  @Test
  void anAnswerThatWasAskedForBeforeAWriteIsNotStored() {
    CallerCache own = caches.of(alice);
    var before = own.writeVersion();
    own.invalidate((_, entry) -> entry);
    caches.put(alice, before, response(ONE, 10));
    assertThat(own.get(ONE)).isNull();
  }

  @Test
  void whatOthersMayHaveChangedIsChangedInWhatIsOnItsWay() {
    CallerCache own = caches.of(alice);
    var before = own.writeVersion();
    own.applyForeignWrite((key, entry) -> key.equals(ONE) ? null : entry);
    caches.put(alice, before, response(ONE, 10));
    caches.put(alice, before, response(TWO, 10));
    assertThat(own.get(ONE)).isNull();
    assertThat(own.get(TWO)).isNotNull();
    caches.put(alice, own.writeVersion(), response(ONE, 10));
    assertThat(own.get(ONE)).isNotNull();
  }

  @Test
  void whatIsOnItsWayThroughTooManyChangesIsNotStored() {
    CallerCache own = caches.of(alice);
    var before = own.writeVersion();
    for (int i = 0; i < 200; i++) {
      own.applyForeignWrite((_, entry) -> entry);
    }
    caches.put(alice, before, response(ONE, 10));
    own.applyForeignWrite((_, entry) -> entry);
    caches.put(alice, before, response(TWO, 10));
    assertThat(own.get(ONE)).isNotNull();
    assertThat(own.get(TWO)).isNull();
  }

  @Test
  void ofAnAnswerThatIsJustBeingStoredNothingIsSeenOrAll() throws Exception {
    CallerCache own = caches.of(alice);
    FutureTask<Map<CacheKey<?>, CacheEntry<?>>> look =
        new FutureTask<>(() -> own.snapshot().entries());
    Thread looking = new Thread(look);
    Map<CacheKey<?>, CacheEntry<?>> response =
        new LinkedHashMap<>() {
          @Override
          public void forEach(BiConsumer<? super CacheKey<?>, ? super CacheEntry<?>> action) {
            action.accept(ONE, get(ONE));
            looking.start();
            while (!look.isDone() && looking.getState() != Thread.State.BLOCKED) {
              Thread.onSpinWait();
            }
            action.accept(TWO, get(TWO));
          }
        };
    response.putAll(response(ONE, 10));
    response.putAll(response(TWO, 10));
    caches.put(alice, own.writeVersion(), response);
    assertThat(look.get(30, TimeUnit.SECONDS)).hasSize(2);
  }

  @Test
  void whoIsForgottenWhileTheirFirstAnswerIsStoredIsForgotten() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      CallerId caller = new Credential("Token made-up-" + i).callerId();
      CallerCache before = caches.of(caller);
      Phaser both = new Phaser(2);
      Thread forgetting =
          new Thread(
              () -> {
                var _ = both.awaitAdvance(both.arrive());
                caches.forget(caller);
              });
      forgetting.start();
      var _ = both.awaitAdvance(both.arrive());
      caches.put(caller, before.writeVersion(), response(ONE, 10));
      forgetting.join();
      assertThat(caches.of(caller)).isNotSameAs(before);
    }
  }

  @Test
  void whatIsForgottenAloneLeavesTheRestAndWhatIsOnItsWay() {
    put(alice, 1);
    put(alice, 2);
    var before = caches.of(alice).writeVersion();
    caches.of(alice).forget(Set.of(ONE));
    assertThat(caches.of(alice).get(ONE)).isNull();
    assertThat(caches.of(alice).get(TWO)).isNotNull();
    assertThat(caches.of(alice).writeVersion()).isEqualTo(before);
  }

  @Test
  void aStartThatBreaksLeavesNothingOnItsWay() {
    CallerCache own = caches.of(alice);
    Mono<String> broken =
        own.inFlight()
            .singleFlight(
                "key",
                _ -> {},
                () -> {
                  throw new IllegalStateException("broken");
                });
    assertThat(broken.onErrorReturn("failed").block()).isEqualTo("failed");
    assertThat(own.inFlight().contains("key")).isFalse();
  }

  @Test
  void callersOfOneAccountAreKnownToEachOtherUntilOneIsForgotten() {
    identify(alice, 1, "josh");
    identify(bob, 2, "josh");
    assertThat(caches.sameAccount(alice)).isEmpty();
    CallerId carol = new Credential("Token carol").callerId();
    identify(carol, 1, "renamed");
    assertThat(caches.sameAccount(alice)).containsExactly(carol);
    assertThat(caches.sameAccount(carol)).containsExactly(alice);
    identify(alice, 1, "renamed");
    assertThat(caches.sameAccount(carol)).containsExactly(alice);
    caches.forget(alice);
    assertThat(caches.sameAccount(carol)).isEmpty();
    assertThat(caches.sameAccount(alice)).isEmpty();
  }

  private void identify(CallerId caller, int id, String username) {
    assertThat(caches.identify(caches.of(caller), new AccountIdentity(id, username))).isTrue();
  }
}
