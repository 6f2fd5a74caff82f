package io.existgraph.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Instant FETCHED = Instant.parse("2026-11-24T10:00:00Z");
  private static final FreshnessClass TODAY = FreshnessClass.TODAY;

  private final Freshness freshness =
      new Freshness(Map.of(TODAY, Duration.ofMinutes(5)), Duration.ofHours(6), Duration.ZERO);

  @Test
  void anEntryIsFreshThenStaleWhileRevalidatedThenStaleIfError() {
    Instant fresh = FETCHED.plus(Duration.ofMinutes(5));
    assertThat(freshness.isFresh(TODAY, FETCHED, fresh.minusMillis(1))).isTrue();
    assertThat(freshness.isFresh(TODAY, FETCHED, fresh)).isFalse();
    Instant twice = FETCHED.plus(Duration.ofMinutes(10));
    assertThat(freshness.isStaleWhileRevalidate(TODAY, FETCHED, twice.minusMillis(1))).isTrue();
    assertThat(freshness.isStaleWhileRevalidate(TODAY, FETCHED, twice)).isFalse();
    Instant gone = fresh.plus(Duration.ofHours(6));
    assertThat(freshness.isStaleIfError(TODAY, FETCHED, gone.minusMillis(1))).isTrue();
    assertThat(freshness.isStaleIfError(TODAY, FETCHED, gone)).isFalse();
  }

  @Test
  void aClassWithoutADurationIsNeverFresh() {
    assertThat(freshness.isFresh(FreshnessClass.OWNED, FETCHED, FETCHED)).isFalse();
  }

  @Test
  void aValueAgesByHowLongItsDayIsOver() {
    LocalDate today = LocalDate.parse("2026-11-24");
    assertThat(Freshness.kindOf(today.plusDays(1), today)).isEqualTo(FreshnessClass.TODAY);
    assertThat(Freshness.kindOf(today, today)).isEqualTo(FreshnessClass.TODAY);
    assertThat(Freshness.kindOf(today.minusDays(6), today)).isEqualTo(FreshnessClass.RECENT);
    assertThat(Freshness.kindOf(today.minusDays(7), today)).isEqualTo(FreshnessClass.HISTORY);
  }
}
