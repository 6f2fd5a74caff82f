package io.existgraph.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlidingWindowRateLimiterTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final GivenClock clock = GivenClock.at("2026-11-24T10:00:00Z");
  private final SlidingWindowRateLimiter budget =
      new SlidingWindowRateLimiter(300, 20, HOUR, clock);
  private final CallerId alice = new Credential("Token alice").callerId();
  private final CallerId bob = new Credential("Token bob").callerId();

  private boolean send(CallerId caller, RequestPriority purpose) {
    boolean isGranted = budget.take(caller, 1, purpose) instanceof Reservation.Granted;
    if (isGranted) {
      budget.spent(caller, Duration.ZERO);
    }
    return isGranted;
  }

  private int sendAll(CallerId caller, RequestPriority purpose) {
    int sent = 0;
    while (send(caller, purpose)) {
      sent++;
    }
    return sent;
  }

  @Test
  void readsStopAtTheReserveAndWritesAtTheLimit() {
    assertThat(sendAll(alice, RequestPriority.READ)).isEqualTo(280);
    assertThat(sendAll(alice, RequestPriority.WRITE)).isEqualTo(20);
    assertThat(sendAll(alice, RequestPriority.WRITE)).isZero();
    assertThat(sendAll(bob, RequestPriority.READ)).isEqualTo(280);
  }

  @Test
  void refreshesStopLongBeforeReads() {
    assertThat(sendAll(alice, RequestPriority.REFRESH)).isEqualTo(224);
    assertThat(sendAll(alice, RequestPriority.READ)).isEqualTo(56);
  }

  @Test
  void grantsAllOrNothing() {
    assertThat(budget.take(alice, 281, RequestPriority.READ))
        .isInstanceOf(Reservation.Refused.class);
    assertThat(budget.take(alice, 280, RequestPriority.READ))
        .isEqualTo(new Reservation.Granted(280));
    assertThat(budget.take(alice, 1, RequestPriority.READ)).isInstanceOf(Reservation.Refused.class);
  }

  @Test
  void aRequestThatNeverLeftIsGivenBack() {
    assertThat(budget.take(alice, 280, RequestPriority.READ))
        .isInstanceOf(Reservation.Granted.class);
    budget.unused(alice);
    assertThat(budget.take(alice, 1, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
  }

  @Test
  void aRequestThatMayLingerCountsSoMuchLonger() {
    assertThat(budget.take(alice, 2, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
    budget.spent(alice, Duration.ofSeconds(8));
    budget.spent(alice, Duration.ZERO);
    clock.pass(HOUR.plusSeconds(8));
    assertThat(budget.allowance(alice).used()).isEqualTo(2);
    clock.pass(Duration.ofSeconds(2));
    assertThat(budget.allowance(alice).used()).isZero();
  }

  @Test
  void whoExistDoesNotKnowKeepsTheirHour() {
    sendAll(alice, RequestPriority.READ);
    budget.accepted(alice);
    budget.unknown(alice);
    assertThat(send(alice, RequestPriority.READ)).isFalse();
    sendAll(bob, RequestPriority.READ);
    budget.unknown(bob);
    assertThat(send(bob, RequestPriority.READ)).isFalse();
  }

  @Test
  void ofMadeUpCallersTheLatestAreKeptAndTheyPushNobodyOut() {
    send(alice, RequestPriority.READ);
    budget.accepted(alice);
    send(bob, RequestPriority.READ);
    budget.unknown(bob);
    for (int i = 0; i < 20_000; i++) {
      CallerId madeUp = new Credential("Token made-up-" + i).callerId();
      send(madeUp, RequestPriority.READ);
      budget.unknown(madeUp);
    }
    assertThat(budget.allowance(alice).used()).isEqualTo(1);
    assertThat(budget.allowance(bob).used()).isZero();
    assertThat(budget.allowance(new Credential("Token made-up-19999").callerId()).used())
        .isEqualTo(1);
  }

  @Test
  void tellsWhenTheNextRequestIsFree() {
    send(alice, RequestPriority.READ);
    clock.pass(Duration.ofMinutes(10));
    sendAll(alice, RequestPriority.READ);
    assertThat(budget.take(alice, 1, RequestPriority.READ))
        .isEqualTo(new Reservation.Refused(Duration.ofMinutes(50).plusSeconds(1)));
    clock.pass(Duration.ofMinutes(50).plusSeconds(1));
    assertThat(sendAll(alice, RequestPriority.READ)).isOne();
  }

  @Test
  void countsFromTheEndOfARequestHoweverLongItTook() {
    budget.take(alice, 280, RequestPriority.READ);
    clock.pass(Duration.ofSeconds(8));
    for (int i = 0; i < 280; i++) {
      budget.spent(alice, Duration.ZERO);
    }
    clock.pass(HOUR.minusSeconds(1));
    assertThat(send(alice, RequestPriority.READ)).isFalse();
    clock.pass(Duration.ofSeconds(2));
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void aRefusalByExistHoldsEverythingUntilItsEnd() {
    budget.refused(alice, Duration.ofSeconds(90));
    assertThat(budget.take(alice, 1, RequestPriority.WRITE))
        .isEqualTo(new Reservation.Refused(Duration.ofSeconds(90)));
    assertThat(budget.allowance(alice).remaining()).isZero();
    assertThat(send(bob, RequestPriority.READ)).isTrue();
    clock.pass(Duration.ofSeconds(90));
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void aRefusalWithoutAnEndPausesLongerEachTimeAndIsProbedOnce() {
    for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
      budget.refused(alice, null);
      assertThat(budget.pause(alice)).isEqualTo(Duration.ofMinutes(minutes));
      clock.pass(Duration.ofMinutes(minutes));
      assertThat(budget.take(alice, 1, RequestPriority.READ))
          .isInstanceOf(Reservation.Granted.class);
      assertThat(budget.width(alice, 4)).isOne();
      assertThat(budget.take(alice, 1, RequestPriority.READ))
          .isInstanceOf(Reservation.Refused.class);
      budget.spent(alice, Duration.ZERO);
    }
    budget.accepted(alice);
    assertThat(budget.width(alice, 4)).isEqualTo(4);
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void refusalsAreForgottenLongAfterThePause() {
    budget.refused(alice, null);
    clock.pass(Duration.ofMinutes(1 + 15));
    budget.refused(alice, null);
    assertThat(budget.pause(alice)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatWasSetAsideTogetherLeavesTogetherThoughTheFirstIsRefused() {
    budget.take(alice, 6, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    budget.refused(alice, null);
    assertThat(departing(5)).containsExactly(true, true, true, false, false);
  }

  @Test
  void ofThoseThatProbeAPauseOnlyOneLeaves() {
    budget.refused(alice, null);
    clock.pass(Duration.ofMinutes(1));
    budget.take(alice, 4, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    budget.refused(alice, null);
    assertThat(departing(3)).containsOnly(false);
  }

  @Test
  void whatHasCountedBeforeDoesNotKeepTheNextFromLeaving() {
    for (int step = 0; step < 3; step++) {
      budget.take(alice, 4, RequestPriority.READ);
      assertThat(departing(4)).containsOnly(true);
      for (int i = 0; i < 4; i++) {
        budget.spent(alice, Duration.ZERO);
      }
    }
    budget.take(alice, 2, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    budget.refused(alice, Duration.ofSeconds(10));
    budget.spent(alice, Duration.ZERO);
    assertThat(departing(1)).containsOnly(true);
  }

  private List<Boolean> departing(int requests) {
    return IntStream.range(0, requests)
        .mapToObj(_ -> budget.depart(alice, 4) instanceof Reservation.Granted)
        .toList();
  }

  @Test
  void aRejectedCredentialWaitsAMinuteAndIsProbedByOne() {
    reject(alice);
    clock.pass(Duration.ofSeconds(59));
    assertThat(budget.take(alice, 1, RequestPriority.WRITE)).isEqualTo(new Reservation.Rejected());
    assertThat(budget.allowance(alice).used()).isOne();
    clock.pass(Duration.ofSeconds(1));
    assertThat(budget.take(alice, 5, RequestPriority.READ)).isEqualTo(new Reservation.Granted(5));
    assertThat(budget.width(alice, 4)).isOne();
    assertThat(departing(1)).containsOnly(true);
    budget.unknown(alice);
    assertThat(departing(4)).containsOnly(false);
    clock.pass(Duration.ofMinutes(1));
    budget.accepted(alice);
    assertThat(budget.width(alice, 4)).isEqualTo(4);
    assertThat(departing(4)).containsOnly(true);
  }

  @Test
  void whatAnswersWithinARejectionDoesNotEndIt() {
    assertThat(budget.take(alice, 6, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
    assertThat(departing(2)).containsOnly(true);
    budget.unknown(alice);
    budget.accepted(alice);
    assertThat(budget.isRejected(alice)).isTrue();
    assertThat(departing(4)).containsExactly(true, true, false, false);
    assertThat(budget.isRejected(bob)).isFalse();
  }

  private void reject(CallerId caller) {
    assertThat(budget.take(caller, 1, RequestPriority.READ))
        .isInstanceOf(Reservation.Granted.class);
    budget.unknown(caller);
    budget.spent(caller, Duration.ZERO);
  }

  @Test
  void grantsExactlyTheLimitHoweverManyAskAtOnce() throws InterruptedException {
    AtomicInteger granted = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 2000; i++) {
        threads.execute(() -> granted.addAndGet(send(alice, RequestPriority.WRITE) ? 1 : 0));
      }
    }
    assertThat(granted).hasValue(300);
  }

  @Test
  void noLatencyLetsMoreThanTheLimitIntoAnyHourOfExist() {
    Random random = new Random(7);
    Deque<Instant> arrivals = new ArrayDeque<>();
    for (int step = 0; step < 20_000; step++) {
      if (budget.take(alice, 1, RequestPriority.WRITE) instanceof Reservation.Granted) {
        Duration took = Duration.ofMillis(random.nextInt(8000));
        Instant stamped = clock.instant().plusMillis(random.nextLong(took.toMillis() + 1));
        clock.pass(took);
        budget.spent(alice, Duration.ZERO);
        arrivals.addLast(stamped);
        Instant from = stamped.minus(HOUR);
        arrivals.removeIf(it -> !it.isAfter(from));
        assertThat(arrivals).hasSizeLessThanOrEqualTo(300);
      } else {
        clock.pass(Duration.ofSeconds(1 + random.nextInt(20)));
      }
    }
  }
}
