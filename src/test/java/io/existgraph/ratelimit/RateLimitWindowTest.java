package io.existgraph.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitWindowTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant PAUSE_END = NOW.plus(Backoff.MIN_PAUSE);
  private static final int CEILING = 10;

  private final RateLimitWindow window = new RateLimitWindow();

  private Admission reserve(int requests, Instant now) {
    return window.reserve(requests, CEILING, CountedRequests.NONE, now);
  }

  private static Admission refused(Duration retryAfter) {
    return new Reservation.Refused(retryAfter);
  }

  @Test
  void reservedAndUnexpiredRequestsCount() {
    assertThat(reserve(4, NOW)).isEqualTo(new Admission.Admitted());
    window.commit(NOW.plusSeconds(60));
    window.release();
    assertThat(window.used(NOW)).isEqualTo(3);
    assertThat(window.used(NOW.plusSeconds(60))).isEqualTo(2);
  }

  @Test
  void aReleaseTooManyCountsNothing() {
    window.release();
    assertThat(window.used(NOW)).isZero();
  }

  @Test
  void aRefusalNamesTheTimeWhenEnoughRequestsExpire() {
    assertThat(reserve(10, NOW)).isInstanceOf(Admission.Admitted.class);
    assertThat(reserve(1, NOW)).isEqualTo(refused(RateLimitWindow.RETRY_DELAY));
    for (int i = 1; i <= 10; i++) {
      window.commit(NOW.plusSeconds(60 + i));
    }
    assertThat(reserve(3, NOW)).isEqualTo(refused(Duration.ofSeconds(63)));
    assertThat(window.resetAt(CountedRequests.NONE, NOW)).isEqualTo(NOW.plusSeconds(61));
  }

  @Test
  void expiriesStayInOrderThoughARequestLingers() {
    assertThat(reserve(2, NOW)).isInstanceOf(Admission.Admitted.class);
    window.commit(NOW.plusSeconds(68));
    window.commit(NOW.plusSeconds(60));
    assertThat(window.used(NOW.plusSeconds(67))).isEqualTo(2);
    assertThat(window.used(NOW.plusSeconds(68))).isZero();
  }

  @Test
  void nothingIsReservedDuringAPauseAndOneAtATimeAfterIt() {
    window.refused(NOW, null);
    assertThat(reserve(1, NOW)).isEqualTo(refused(Backoff.MIN_PAUSE));
    assertThat(window.resetAt(CountedRequests.NONE, NOW)).isEqualTo(PAUSE_END);
    assertThat(window.maxConcurrency(NOW, 4)).isEqualTo(4);
    assertThat(reserve(3, PAUSE_END)).isEqualTo(new Admission.Admitted());
    assertThat(window.maxConcurrency(PAUSE_END, 4)).isOne();
    assertThat(reserve(1, PAUSE_END)).isEqualTo(refused(RateLimitWindow.RETRY_DELAY));
    window.accepted(PAUSE_END);
    assertThat(window.maxConcurrency(PAUSE_END, 4)).isEqualTo(4);
    assertThat(reserve(1, PAUSE_END)).isEqualTo(new Admission.Admitted());
  }

  @Test
  void aProbeThatWasNotSentIsFollowedByAnother() {
    window.refused(NOW, null);
    assertThat(reserve(1, PAUSE_END)).isEqualTo(new Admission.Admitted());
    window.release();
    assertThat(reserve(1, PAUSE_END)).isEqualTo(new Admission.Admitted());
    assertThat(window.maxConcurrency(PAUSE_END, 4)).isOne();
  }

  @Test
  void requestsReservedBeforeARefusalDepartUpToTheConcurrency() {
    assertThat(reserve(4, NOW)).isInstanceOf(Admission.Admitted.class);
    assertThat(window.admitDeparture(NOW, 2)).isEqualTo(new Admission.Admitted());
    window.refused(NOW, null);
    assertThat(window.admitDeparture(NOW, 2)).isEqualTo(new Admission.Admitted());
    assertThat(window.admitDeparture(NOW, 2)).isEqualTo(refused(Backoff.MIN_PAUSE));
    assertThat(window.admitDeparture(PAUSE_END, 2)).isEqualTo(new Admission.Admitted());
  }

  @Test
  void onlyTheFirst401OfACredentialNeverAcceptedCounts() {
    assertThat(window.unauthenticated(NOW)).isTrue();
    assertThat(window.unauthenticated(NOW)).isFalse();
    window.accepted(PAUSE_END);
    assertThat(window.wasAccepted()).isTrue();
    assertThat(window.unauthenticated(NOW)).isFalse();
    assertThat(window.wasAccepted()).isTrue();
  }

  @Test
  void aRejectedCredentialIsNotSentForAMinuteAndThenProbedByOneRequest() {
    Instant rejectionEnd = NOW.plus(RateLimitWindow.REJECTION_DURATION);
    assertThat(window.unauthenticated(NOW)).isTrue();
    assertThat(reserve(1, NOW)).isEqualTo(new Reservation.Rejected());
    assertThat(window.admitDeparture(NOW, 0)).isEqualTo(new Reservation.Rejected());
    assertThat(window.maxConcurrency(NOW, 4)).isEqualTo(4);
    assertThat(window.isIdle(NOW)).isFalse();
    window.accepted(NOW);
    assertThat(window.isRejected(NOW)).isTrue();
    assertThat(reserve(2, rejectionEnd)).isEqualTo(new Admission.Admitted());
    assertThat(window.maxConcurrency(rejectionEnd, 4)).isOne();
    window.accepted(rejectionEnd);
    assertThat(window.maxConcurrency(rejectionEnd, 4)).isEqualTo(4);
  }

  @Test
  void aWindowIsIdleWhenNothingCounts() {
    assertThat(window.isIdle(NOW)).isTrue();
    assertThat(reserve(1, NOW)).isInstanceOf(Admission.Admitted.class);
    assertThat(window.isIdle(NOW)).isFalse();
    window.commit(NOW.plusSeconds(60));
    assertThat(window.isIdle(NOW.plusSeconds(59))).isFalse();
    assertThat(window.isIdle(NOW.plusSeconds(60))).isTrue();
    window.refused(NOW, Duration.ofMinutes(5));
    assertThat(window.isIdle(NOW.plusSeconds(60))).isFalse();
  }
}
