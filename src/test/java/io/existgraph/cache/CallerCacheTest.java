package io.existgraph.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.model.Attribute;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class CallerCacheTest {
  private static final CacheKey.OwnedAttributes KEY = new CacheKey.OwnedAttributes(1);
  private static final Map<CacheKey<?>, CacheEntry<?>> RESPONSE =
      Map.of(KEY, new CacheEntry<>(ListPage.<Attribute>empty(), Instant.EPOCH, 100));

  private final CallerCache cache = new CallerCache(new CallerId("a"), 100_000);

  private void assertVersionGrows(Runnable change) {
    long before = cache.version();
    change.run();
    assertThat(cache.version()).isGreaterThan(before);
  }

  @Test
  void everyChangeRaisesTheVersionAndNoReadDoes() {
    assertVersionGrows(() -> cache.put(cache.writeVersion(), RESPONSE));
    assertVersionGrows(() -> cache.invalidate((_, entry) -> entry));
    assertVersionGrows(() -> cache.applyForeignWrite((_, entry) -> entry));
    assertVersionGrows(() -> cache.forget(Set.of(KEY)));
    assertVersionGrows(() -> cache.identify(new AccountIdentity(1, "josh")));
    assertVersionGrows(cache::markInconsistent);
    long before = cache.version();
    assertThat(cache.snapshot().entries()).isEmpty();
    assertThat(cache.get(KEY)).isNull();
    assertThat(cache.identify(new AccountIdentity(1, null))).isTrue();
    assertThat(cache.version()).isEqualTo(before);
  }

  @Test
  void anUnheardWriteBeforeAnAnnouncedOneIsAnEpochOfItsOwn() {
    CacheVersion before = cache.invalidate((_, entry) -> entry, new SharedEpochs("", "1"));
    CacheVersion next = cache.invalidate((_, entry) -> entry, new SharedEpochs("1", "2"));
    CacheVersion missed = cache.invalidate((_, entry) -> entry, new SharedEpochs("3", "4"));
    assertThat(next.isNextEpochAfter(before)).isTrue();
    assertThat(missed.isNextEpochAfter(next)).isFalse();
  }

  @Test
  void aSnapshotIsTheSameUntilAnEntryChanges() {
    var before = cache.snapshot();
    assertThat(cache.snapshot()).isSameAs(before);
    cache.put(cache.writeVersion(), RESPONSE);
    assertThat(before.entries()).isEmpty();
    assertThat(cache.snapshot().entries()).isEqualTo(RESPONSE);
    cache.invalidate(CacheChange.CLEAR);
    assertThat(cache.snapshot().entries()).isEmpty();
  }

  @Test
  void anEvictedEntryIsInNoLaterSnapshot() {
    for (int page = 1; page <= 1000; page++) {
      var entry = new CacheEntry<>(ListPage.<Attribute>empty(), Instant.EPOCH, 1000);
      cache.put(cache.writeVersion(), Map.of(new CacheKey.OwnedAttributes(page), entry));
      assertThat(cache.snapshot().entries().size()).isLessThan(100);
    }
  }

  @Test
  void anAccountIsCompletedButNeverReplaced() {
    assertThat(cache.identify(new AccountIdentity(null, "josh"))).isTrue();
    assertThat(cache.identify(new AccountIdentity(1, "josh"))).isTrue();
    assertThat(cache.identify(new AccountIdentity(2, "josh"))).isFalse();
    assertThat(cache.identify(new AccountIdentity(null, "anna"))).isFalse();
    assertThat(cache.owner().identity()).isEqualTo(new AccountIdentity(1, "josh"));
    assertThat(cache.identify(new AccountIdentity(1, "anna"))).isTrue(); // renamed
    assertThat(cache.owner().identity()).isEqualTo(new AccountIdentity(1, "anna"));
  }

  @Test
  void aRequestOnItsWayIsJoinedUntilItEndsOrAWriteBegins() {
    Sinks.One<String> answer = Sinks.one();
    StringBuilder joined = new StringBuilder();
    Mono<String> first =
        cache.inFlight().singleFlight("target", _ -> joined.append("1"), answer::asMono);
    Mono<String> second =
        cache
            .inFlight()
            .singleFlight(
                "target",
                flight -> {
                  joined.append("2");
                  var _ = flight.thenRun(() -> joined.append(" until its end"));
                },
                () -> Mono.just("another"));
    cache.invalidate((_, entry) -> entry);
    Mono<String> third =
        cache.inFlight().singleFlight("target", _ -> joined.append("3"), () -> Mono.just("newer"));
    assertThat(joined).hasToString("2");
    answer.tryEmitValue("answer").orThrow();
    assertThat(first.block()).isEqualTo(second.block()).isEqualTo("answer");
    assertThat(third.block()).isEqualTo("newer");
    assertThat(joined).hasToString("2 until its end");
    assertThat(cache.inFlight().contains("target")).isFalse();
  }
}
