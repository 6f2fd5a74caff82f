package io.existgraph.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CacheVersion;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DatedValue;
import io.existgraph.data.ListPage;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.time.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteInvalidationTest {
  private static final AttributeName MOOD = new AttributeName("mood");
  private static final AttributeName STEPS = new AttributeName("steps");
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final WriteItem WRITE = new WriteItem.ValueUpdate(MOOD, DAY, 7L);
  private static final CallerId WRITER = new Credential("Bearer one").callerId();
  private static final CallerId SAME_USER = new Credential("Token two").callerId();
  private static final CallerId OTHER_USER = new Credential("Token three").callerId();
  private static final CallerId UNKNOWN = new Credential("Token four").callerId();

  private final CallerCaches caches = new CallerCaches(10_000_000, 1_000_000);
  private final WriteInvalidation invalidation = new WriteInvalidation(caches, WRITER);

  @BeforeEach
  void cacheDays() {
    for (CallerId caller : List.of(WRITER, SAME_USER, OTHER_USER, UNKNOWN)) {
      put(caller, days(MOOD), week());
      put(caller, days(STEPS), week());
    }
    identify(SAME_USER, "josh");
    identify(OTHER_USER, "anna");
  }

  private CacheVersion invalidate(List<WriteItem> items) {
    return invalidation.invalidate(items, /* isDone= */ true).block();
  }

  private static CacheKey.DaysOf days(AttributeName name) {
    return new CacheKey.DaysOf(UserRef.SELF, name);
  }

  private static DailyValues week() {
    return DailyValues.of(DAY.minusDays(6), DAY, Map.of(DAY, 3L), NOW);
  }

  private <T> void put(CallerId caller, CacheKey<T> key, T value) {
    caches.put(
        caller, caches.of(caller).writeVersion(), Map.of(key, new CacheEntry<>(value, NOW, 100)));
  }

  private void identify(CallerId caller, String username) {
    Profile profile =
        new Profile(null, username, null, null, null, null, null, "UTC", null, false, null);
    put(caller, new CacheKey.ProfileOf(UserRef.SELF), profile);
  }

  private Object value(CallerId caller, AttributeName name) {
    CacheEntry<DailyValues> entry = caches.of(caller).get(days(name));
    DatedValue value = entry == null ? null : entry.value().on(DAY);
    return value == null ? "unknown" : value.value();
  }

  @Test
  void theWrittenDayGoesAndNothingElse() {
    invalidate(List.of(WRITE));
    assertThat(value(WRITER, MOOD)).isEqualTo("unknown");
    assertThat(value(WRITER, STEPS)).isEqualTo(3L);
    assertThat(caches.of(WRITER).get(days(MOOD)).value().size()).isEqualTo(6);
  }

  @Test
  void otherCredentialsOfTheUserAndThoseOfUnknownUsersSeeTheWrite() {
    identify(WRITER, "josh");
    invalidate(List.of(WRITE));
    assertThat(value(SAME_USER, MOOD)).isEqualTo("unknown");
    assertThat(value(UNKNOWN, MOOD)).isEqualTo("unknown");
    assertThat(value(OTHER_USER, MOOD)).isEqualTo(3L);
  }

  @Test
  void whatAnUnknownUserWroteIsSeenOnceItIsKnownWhoThatIs() {
    invalidate(List.of(WRITE));
    assertThat(value(SAME_USER, MOOD)).isEqualTo(3L);
    assertThat(value(UNKNOWN, MOOD)).isEqualTo("unknown");
    identify(WRITER, "josh");
    assertThat(value(SAME_USER, MOOD)).isEqualTo("unknown");
    assertThat(value(OTHER_USER, MOOD)).isEqualTo(3L);
  }

  @Test
  void whatAForgottenUnknownUserWroteIsSeenWhenALateResponseNamesThem() {
    invalidate(List.of(WRITE));
    CacheVersion late = caches.of(WRITER).writeVersion();
    caches.forget(WRITER);
    assertThat(caches.identify(late.cache(), new io.existgraph.cache.AccountIdentity(1, "josh")))
        .isTrue();
    assertThat(value(SAME_USER, MOOD)).isEqualTo("unknown");
  }

  @Test
  void afterTooManyWritesOfAnUnknownUserEverythingOfTheirsGoes() {
    for (int i = 0; i < 150; i++) {
      invalidate(List.of(new WriteItem.ValueUpdate(MOOD, DAY.minusDays(300 + i), 1L)));
    }
    identify(WRITER, "josh");
    assertThat(value(SAME_USER, STEPS)).isEqualTo("unknown");
    assertThat(value(OTHER_USER, STEPS)).isEqualTo(3L);
  }

  @Test
  void aResponseThatWasRequestedBeforeTheWriteIsNotStored() {
    identify(WRITER, "josh");
    CacheVersion own = caches.of(WRITER).writeVersion();
    CacheVersion same = caches.of(SAME_USER).writeVersion();
    CacheVersion unknown = caches.of(UNKNOWN).writeVersion();
    invalidate(List.of(WRITE));
    Map<CacheKey<?>, CacheEntry<?>> response =
        Map.of(
            days(MOOD), new CacheEntry<>(week(), NOW, 100),
            days(STEPS), new CacheEntry<>(DailyValues.of(DAY, DAY, Map.of(DAY, 4L), NOW), NOW, 9));
    caches.put(WRITER, own, response);
    caches.put(SAME_USER, same, response);
    caches.put(UNKNOWN, unknown, response);
    assertThat(List.of(value(WRITER, MOOD), value(SAME_USER, MOOD), value(UNKNOWN, MOOD)))
        .containsOnly("unknown");
    assertThat(List.of(value(WRITER, STEPS), value(SAME_USER, STEPS), value(UNKNOWN, STEPS)))
        .containsExactly(3L, 3L, 4L);
  }

  @Test
  void anAppliedValueIsStoredUnlessAnotherWriteCameInBetween() {
    CacheVersion before = invalidate(List.of(WRITE));
    CacheVersion after = invalidate(List.of(WRITE));
    invalidation.store(WRITE, WriteOutcome.APPLIED, NOW, before, after);
    assertThat(value(WRITER, MOOD)).isEqualTo(7L);
    CacheVersion muchLater = invalidate(List.of(WRITE));
    invalidation.store(WRITE, WriteOutcome.APPLIED, NOW, before, muchLater);
    assertThat(value(WRITER, MOOD)).isEqualTo("unknown");
  }

  @Test
  void whatExistDidNotApplyIsRestored() {
    WriteItem other = new WriteItem.ValueUpdate(MOOD, DAY.minusDays(1), 7L);
    OverwrittenEntries overwritten = invalidation.overwritten(List.of(WRITE, other));
    CacheVersion before = invalidate(List.of(WRITE, other));
    CacheVersion after = invalidate(List.of(WRITE, other));
    invalidation.restore(overwritten, List.of(other), before, after);
    assertThat(value(WRITER, MOOD)).isEqualTo(3L);
    assertThat(caches.of(WRITER).get(days(MOOD)).value().on(DAY.minusDays(1))).isNull();
    assertThat(caches.of(WRITER).get(days(MOOD)).value().size()).isEqualTo(6);
  }

  @Test
  void nothingIsRestoredAcrossAnotherWrite() {
    OverwrittenEntries overwritten = invalidation.overwritten(List.of(WRITE));
    CacheVersion another = invalidate(List.of(WRITE));
    CacheVersion before = invalidate(List.of(WRITE));
    CacheVersion after = invalidate(List.of(WRITE));
    invalidation.restore(overwritten, List.of(), before, after);
    invalidation.restore(overwritten, List.of(), another, after);
    assertThat(value(WRITER, MOOD)).isEqualTo("unknown");
  }

  @Test
  void whatAnotherCredentialOfTheUserWroteMeanwhileIsNotRestored() {
    identify(WRITER, "josh");
    OverwrittenEntries overwritten = invalidation.overwritten(List.of(WRITE));
    CacheVersion before = invalidate(List.of(WRITE));
    new WriteInvalidation(caches, SAME_USER).invalidate(List.of(WRITE), true).block();
    CacheVersion after = invalidate(List.of(WRITE));
    invalidation.restore(overwritten, List.of(), before, after);
    assertThat(value(WRITER, MOOD)).isEqualTo("unknown");
  }

  @Test
  void whatWasReadAfterTheWriteIsNotReplacedByWhatIsRestored() {
    OverwrittenEntries overwritten = invalidation.overwritten(List.of(WRITE));
    CacheVersion before = invalidate(List.of(WRITE));
    CacheVersion after = invalidate(List.of(WRITE));
    Instant later = NOW.plusSeconds(1);
    DailyValues read = DailyValues.of(DAY, DAY, Map.of(DAY, 9L), later);
    caches.put(WRITER, after, Map.of(days(MOOD), new CacheEntry<>(read, later, 100)));
    invalidation.restore(overwritten, List.of(), before, after);
    assertThat(value(WRITER, MOOD)).isEqualTo(9L);
  }

  @Test
  void ofAnIncrementTheTotalThatExistSentIsStored() {
    WriteItem increment = new WriteItem.ValueIncrement(MOOD, DAY, java.math.BigDecimal.ONE);
    CacheVersion before = invalidate(List.of(increment));
    CacheVersion after = invalidate(List.of(increment));
    invalidation.store(increment, WriteOutcome.APPLIED, NOW, before, after);
    assertThat(value(WRITER, MOOD)).isEqualTo("unknown");
    invalidation.store(increment, WriteOutcome.applied(MOOD, 12L), NOW, before, after);
    assertThat(value(WRITER, MOOD)).isEqualTo(12L);
  }

  @Test
  void ownershipGoesWithEverythingThatDependsOnIt() {
    CacheKey.OwnedAttributes owned = new CacheKey.OwnedAttributes(1);
    put(WRITER, owned, ListPage.<Attribute>empty());
    invalidate(List.of(new WriteItem.AttributeRelease(MOOD)));
    assertThat(caches.of(WRITER).get(owned)).isNull();
    assertThat(value(WRITER, MOOD)).isEqualTo(3L);
  }

  @Test
  void ofTheRecentDaysTheWrittenOnesGo() {
    CacheKey.RecentOf recent = new CacheKey.RecentOf(UserRef.SELF, 1);
    CacheKey.TodayOf today = new CacheKey.TodayOf(UserRef.SELF);
    Map<LocalDate, Object> values = Map.of(DAY, 3L, DAY.minusDays(1), 2L);
    put(
        WRITER,
        recent,
        RecentValues.RecentDayValues.of(31, Map.of(MOOD, values, STEPS, values), Moment.of(NOW)));
    put(WRITER, today, new RecentValues.TodayValues(Map.of(MOOD, 3L, STEPS, 3L), null));
    invalidate(List.of(WRITE));
    RecentValues left = caches.of(WRITER).get(recent).value();
    assertThat(left.of(MOOD, DAY, NOW).on(DAY.toEpochDay())).isNull();
    assertThat(left.of(MOOD, DAY, NOW).on(DAY.minusDays(1).toEpochDay()))
        .isEqualTo(new DatedValue(2L, NOW));
    assertThat(left.of(MOOD, DAY, NOW).on(DAY.minusDays(30).toEpochDay()))
        .isEqualTo(new DatedValue(null, NOW));
    assertThat(left.of(STEPS, DAY, NOW).on(DAY.toEpochDay())).isEqualTo(new DatedValue(3L, NOW));
    RecentValues leftToday = caches.of(WRITER).get(today).value();
    assertThat(leftToday.of(MOOD, DAY, NOW).on(DAY.toEpochDay())).isNull();
    assertThat(leftToday.of(STEPS, DAY, NOW).on(DAY.toEpochDay()))
        .isEqualTo(new DatedValue(3L, NOW));
  }
}
