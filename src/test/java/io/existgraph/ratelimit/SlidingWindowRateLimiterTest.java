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
  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(300, 20, HOUR, clock);
  private final CallerId alice = new Credential("Token alice").callerId();
  private final CallerId bob = new Credential("Token bob").callerId();

  private boolean send(CallerId caller, RequestPriority priority) {
    boolean isGranted = limiter.tryReserve(caller, 1, priority) instanceof Reservation.Granted;
    if (isGranted) {
      limiter.commit(caller, Duration.ZERO);
    }
    return isGranted;
  }

  private static int granted(Reservation reservation) {
    return reservation instanceof Reservation.Granted(var requests) ? requests.size() : 0;
  }

  private int sendAll(CallerId caller, RequestPriority priority) {
    int sent = 0;
    while (send(caller, priority)) {
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
    assertThat(limiter.tryReserve(alice, 281, RequestPriority.READ))
        .isInstanceOf(Reservation.Refused.class);
    assertThat(granted(limiter.tryReserve(alice, 280, RequestPriority.READ))).isEqualTo(280);
    assertThat(limiter.tryReserve(alice, 1, RequestPriority.READ))
        .isInstanceOf(Reservation.Refused.class);
  }

  @Test
  void aRequestThatWasNotSentIsReleased() {
    assertThat(limiter.tryReserve(alice, 280, RequestPriority.READ))
        .isInstanceOf(Reservation.Granted.class);
    limiter.release(alice);
    assertThat(limiter.tryReserve(alice, 1, RequestPriority.READ))
        .isInstanceOf(Reservation.Granted.class);
  }

  @Test
  void aReservedRequestEndsOnce() {
    var reservation = (Reservation.Granted) limiter.tryReserve(alice, 2, RequestPriority.READ);
    ReservedRequest sent = reservation.requests().getFirst();
    ReservedRequest unneeded = reservation.requests().getLast();
    sent.commit(Duration.ZERO);
    sent.release();
    sent.commit(Duration.ZERO);
    assertThat(limiter.status(alice).used()).isEqualTo(2);
    unneeded.release();
    unneeded.commit(Duration.ZERO);
    unneeded.release();
    assertThat(limiter.status(alice).used()).isOne();
    assertThat(sent.caller()).isEqualTo(alice);
  }

  @Test
  void aRequestThatMayLingerCountsThatMuchLonger() {
    assertThat(limiter.tryReserve(alice, 2, RequestPriority.READ))
        .isInstanceOf(Reservation.Granted.class);
    limiter.commit(alice, Duration.ofSeconds(8));
    limiter.commit(alice, Duration.ZERO);
    clock.pass(HOUR.plusSeconds(8));
    assertThat(limiter.status(alice).used()).isEqualTo(2);
    clock.pass(Duration.ofSeconds(2));
    assertThat(limiter.status(alice).used()).isZero();
  }

  @Test
  void unauthenticatedCallersKeepTheirWindow() {
    sendAll(alice, RequestPriority.READ);
    limiter.accepted(alice);
    limiter.unauthenticated(alice);
    assertThat(send(alice, RequestPriority.READ)).isFalse();
    sendAll(bob, RequestPriority.READ);
    limiter.unauthenticated(bob);
    assertThat(send(bob, RequestPriority.READ)).isFalse();
  }

  @Test
  void onlyTheLatestUnauthenticatedCallersAreKeptAndEvictNobodyElse() {
    send(alice, RequestPriority.READ);
    limiter.accepted(alice);
    send(bob, RequestPriority.READ);
    limiter.unauthenticated(bob);
    for (int i = 0; i < 20_000; i++) {
      CallerId madeUp = new Credential("Token made-up-" + i).callerId();
      send(madeUp, RequestPriority.READ);
      limiter.unauthenticated(madeUp);
    }
    assertThat(limiter.status(alice).used()).isEqualTo(1);
    assertThat(limiter.status(bob).used()).isZero();
    assertThat(limiter.status(new Credential("Token made-up-19999").callerId()).used())
        .isEqualTo(1);
  }

  @Test
  void aRefusalNamesTheTimeWhenTheNextRequestIsFree() {
    send(alice, RequestPriority.READ);
    clock.pass(Duration.ofMinutes(10));
    sendAll(alice, RequestPriority.READ);
    assertThat(limiter.tryReserve(alice, 1, RequestPriority.READ))
        .isEqualTo(new Reservation.Refused(Duration.ofMinutes(50).plusSeconds(1)));
    clock.pass(Duration.ofMinutes(50).plusSeconds(1));
    assertThat(sendAll(alice, RequestPriority.READ)).isOne();
  }

  @Test
  void countsFromTheEndOfARequestHoweverLongItTook() {
    limiter.tryReserve(alice, 280, RequestPriority.READ);
    clock.pass(Duration.ofSeconds(8));
    for (int i = 0; i < 280; i++) {
      limiter.commit(alice, Duration.ZERO);
    }
    clock.pass(HOUR.minusSeconds(1));
    assertThat(send(alice, RequestPriority.READ)).isFalse();
    clock.pass(Duration.ofSeconds(2));
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void aRefusalByExistHoldsEverythingUntilItsEnd() {
    limiter.refused(alice, Duration.ofSeconds(90));
    assertThat(limiter.tryReserve(alice, 1, RequestPriority.WRITE))
        .isEqualTo(new Reservation.Refused(Duration.ofSeconds(90)));
    assertThat(limiter.status(alice).remaining()).isZero();
    assertThat(send(bob, RequestPriority.READ)).isTrue();
    clock.pass(Duration.ofSeconds(90));
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void aRefusalWithoutAnEndPausesLongerEachTimeAndIsProbedOnce() {
    for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
      limiter.refused(alice, null);
      assertThat(limiter.pause(alice)).isEqualTo(Duration.ofMinutes(minutes));
      clock.pass(Duration.ofMinutes(minutes));
      assertThat(limiter.tryReserve(alice, 1, RequestPriority.READ))
          .isInstanceOf(Reservation.Granted.class);
      assertThat(limiter.maxConcurrency(alice, 4)).isOne();
      assertThat(limiter.tryReserve(alice, 1, RequestPriority.READ))
          .isInstanceOf(Reservation.Refused.class);
      limiter.commit(alice, Duration.ZERO);
    }
    limiter.accepted(alice);
    assertThat(limiter.maxConcurrency(alice, 4)).isEqualTo(4);
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void refusalsAreForgottenLongAfterThePause() {
    limiter.refused(alice, null);
    clock.pass(Duration.ofMinutes(1 + 15));
    limiter.refused(alice, null);
    assertThat(limiter.pause(alice)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void requestsReservedTogetherDepartTogetherThoughTheFirstIsRefused() {
    limiter.tryReserve(alice, 6, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    limiter.refused(alice, null);
    assertThat(departing(5)).containsExactly(true, true, true, false, false);
  }

  @Test
  void onlyOneOfTheRequestsThatProbeAPauseDeparts() {
    limiter.refused(alice, null);
    clock.pass(Duration.ofMinutes(1));
    limiter.tryReserve(alice, 4, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    limiter.refused(alice, null);
    assertThat(departing(3)).containsOnly(false);
  }

  @Test
  void finishedRequestsDoNotKeepTheNextFromDeparting() {
    for (int step = 0; step < 3; step++) {
      limiter.tryReserve(alice, 4, RequestPriority.READ);
      assertThat(departing(4)).containsOnly(true);
      for (int i = 0; i < 4; i++) {
        limiter.commit(alice, Duration.ZERO);
      }
    }
    limiter.tryReserve(alice, 2, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    limiter.refused(alice, Duration.ofSeconds(10));
    limiter.commit(alice, Duration.ZERO);
    assertThat(departing(1)).containsOnly(true);
  }

  private List<Boolean> departing(int requests) {
    return IntStream.range(0, requests)
        .mapToObj(_ -> limiter.admitDeparture(alice, 4) instanceof Admission.Admitted)
        .toList();
  }

  @Test
  void aRejectedCredentialIsNotSentForAMinuteAndThenProbedByOneRequest() {
    reject(alice);
    clock.pass(Duration.ofSeconds(59));
    assertThat(limiter.tryReserve(alice, 1, RequestPriority.WRITE))
        .isEqualTo(new Reservation.Rejected());
    assertThat(limiter.status(alice).used()).isOne();
    clock.pass(Duration.ofSeconds(1));
    assertThat(granted(limiter.tryReserve(alice, 5, RequestPriority.READ))).isEqualTo(5);
    assertThat(limiter.maxConcurrency(alice, 4)).isOne();
    assertThat(departing(1)).containsOnly(true);
    limiter.unauthenticated(alice);
    assertThat(departing(4)).containsOnly(false);
    clock.pass(Duration.ofMinutes(1));
    limiter.accepted(alice);
    assertThat(limiter.maxConcurrency(alice, 4)).isEqualTo(4);
    assertThat(departing(4)).containsOnly(true);
  }

  @Test
  void aResponseDuringARejectionDoesNotEndIt() {
    assertThat(limiter.tryReserve(alice, 6, RequestPriority.READ))
        .isInstanceOf(Reservation.Granted.class);
    assertThat(departing(2)).containsOnly(true);
    limiter.unauthenticated(alice);
    limiter.accepted(alice);
    assertThat(limiter.isRejected(alice)).isTrue();
    assertThat(departing(4)).containsExactly(true, true, false, false);
    assertThat(limiter.isRejected(bob)).isFalse();
  }

  private void reject(CallerId caller) {
    assertThat(limiter.tryReserve(caller, 1, RequestPriority.READ))
        .isInstanceOf(Reservation.Granted.class);
    limiter.unauthenticated(caller);
    limiter.commit(caller, Duration.ZERO);
  }

  @Test
  void grantsExactlyTheLimitUnderConcurrency() throws InterruptedException {
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
      if (limiter.tryReserve(alice, 1, RequestPriority.WRITE) instanceof Reservation.Granted) {
        Duration took = Duration.ofMillis(random.nextInt(8000));
        Instant stamped = clock.instant().plusMillis(random.nextLong(took.toMillis() + 1));
        clock.pass(took);
        limiter.commit(alice, Duration.ZERO);
        arrivals.addLast(stamped);
        Instant from = stamped.minus(HOUR);
        arrivals.removeIf(arrival -> !arrival.isAfter(from));
        assertThat(arrivals).hasSizeLessThanOrEqualTo(300);
      } else {
        clock.pass(Duration.ofSeconds(1 + random.nextInt(20)));
      }
    }
  }
}
