package io.existgraph.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.ratelimit.Backoff.BackoffPhase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant MINUTE_LATER = NOW.plus(Backoff.MIN_PAUSE);

  private final Backoff paused = Backoff.NONE.refused(NOW, null);
  private final Backoff probing = paused.reserved();

  @Test
  void aRefusalPausesAMinuteAndThenProbes() {
    assertThat(paused.phase()).isEqualTo(BackoffPhase.PAUSED);
    assertThat(paused.remaining(NOW)).isEqualTo(Duration.ofMinutes(1));
    assertThat(paused.isPaused(MINUTE_LATER)).isFalse();
    assertThat(probing.phase()).isEqualTo(BackoffPhase.PROBING);
  }

  @Test
  void aPauseWithAStatedEndOpensWithoutAProbe() {
    Backoff stated = Backoff.NONE.refused(NOW, Duration.ofSeconds(90));
    assertThat(stated.remaining(NOW)).isEqualTo(Duration.ofSeconds(90));
    assertThat(stated.reserved()).isEqualTo(Backoff.NONE);
  }

  @Test
  void anAcceptedProbeEndsTheBackoffAndARefusedOneDoublesThePause() {
    assertThat(probing.accepted()).isEqualTo(Backoff.NONE);
    assertThat(probing.refused(MINUTE_LATER, null).remaining(MINUTE_LATER))
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void refusalsDuringAPauseDoNotExtendItUnlessTheyStateALaterEnd() {
    assertThat(paused.refused(NOW.plusSeconds(1), null)).isEqualTo(paused);
    assertThat(paused.refused(NOW, Duration.ofSeconds(10)).pauseEnd()).isEqualTo(MINUTE_LATER);
    assertThat(paused.refused(NOW, Duration.ofMinutes(5)).remaining(NOW))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void anAcceptedRequestLeavesARunningPauseButForgetsTheRefusals() {
    Backoff accepted = paused.accepted();
    assertThat(accepted.remaining(NOW)).isEqualTo(Duration.ofMinutes(1));
    assertThat(accepted.reserved()).isEqualTo(Backoff.NONE);
  }

  @Test
  void noPauseIsLongerThanItsBound() {
    assertThat(Backoff.NONE.refused(NOW, Duration.ofDays(2)).remaining(NOW))
        .isEqualTo(Backoff.MAX_RETRY_AFTER);
    Backoff backoff = paused;
    for (int i = 0; i < 100; i++) {
      backoff = backoff.refused(backoff.pauseEnd(), null);
      assertThat(backoff.remaining(backoff.pauseEnd().minus(Backoff.MAX_PAUSE)))
          .isLessThanOrEqualTo(Backoff.MAX_PAUSE);
    }
  }

  @Test
  void refusalsAreForgottenAQuarterOfAnHourAfterThePause() {
    assertThat(Backoff.NONE.isExpired(NOW)).isTrue();
    assertThat(paused.isExpired(MINUTE_LATER)).isFalse();
    Instant expiry = MINUTE_LATER.plus(Backoff.MAX_PAUSE);
    assertThat(paused.isExpired(expiry.minusMillis(1))).isFalse();
    assertThat(paused.isExpired(expiry)).isTrue();
    assertThat(probing.isExpired(expiry)).isTrue();
  }
}
