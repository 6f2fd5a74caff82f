package io.existgraph.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every limiter promises, wherever it counts.
public abstract class RateLimiterContract {
  private static final Duration HOUR = Duration.ofHours(1);

  protected static final RateLimit LIMIT = new RateLimit(300, 20, HOUR);

  private final Map<CallerId, Deque<ReservedRequest>> reserved = new ConcurrentHashMap<>();
  protected final CallerId alice = new Credential("Token alice").callerId();
  protected final CallerId bob = new Credential("Token bob").callerId();

  protected abstract RateLimiter limiter();

  /// Lets time go by, for the limiter and whatever it counts with.
  protected abstract void pass(Duration time);

  /// Makes known to the limiter of which account the caller's credential is.
  protected abstract void identify(CallerId caller, String account);

  private Reservation reserve(CallerId caller, int requests, RequestPriority priority) {
    Reservation reservation = limiter().reserve(caller, requests, priority).block();
    if (reservation instanceof Reservation.Granted(var granted)) {
      reserved.computeIfAbsent(caller, _ -> new ConcurrentLinkedDeque<>()).addAll(granted);
    }
    return reservation;
  }

  private void commit(CallerId caller, Duration lingering) {
    reserved.get(caller).remove().commit(lingering);
  }

  private boolean send(CallerId caller, RequestPriority priority) {
    boolean isGranted = reserve(caller, 1, priority) instanceof Reservation.Granted;
    if (isGranted) {
      commit(caller, Duration.ZERO);
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
  void credentialsOfOneAccountShareItsHourOnceItIsKnown() {
    assertThat(granted(reserve(alice, 100, RequestPriority.READ))).isEqualTo(100);
    assertThat(granted(reserve(bob, 50, RequestPriority.READ))).isEqualTo(50);
    identify(alice, "one");
    identify(bob, "one");
    assertThat(limiter().status(alice).used()).isEqualTo(150);
    assertThat(limiter().status(bob).used()).isEqualTo(150);
    reserved.get(alice).remove().release();
    assertThat(limiter().status(bob).used()).isEqualTo(149);
    assertThat(sendAll(bob, RequestPriority.READ)).isEqualTo(131);
    assertThat(send(alice, RequestPriority.READ)).isFalse();
    assertThat(sendAll(alice, RequestPriority.WRITE)).isEqualTo(20);
    assertThat(send(bob, RequestPriority.WRITE)).isFalse();
  }

  @Test
  void credentialsOfOneAccountShareItsPausesButNoRejections() {
    identify(alice, "one");
    identify(bob, "one");
    assertThat(send(alice, RequestPriority.READ)).isTrue();
    assertThat(send(bob, RequestPriority.READ)).isTrue();
    limiter().unauthenticated(bob);
    assertThat(limiter().isRejected(bob)).isTrue();
    assertThat(limiter().isRejected(alice)).isFalse();
    limiter().refused(alice, Duration.ofMinutes(2));
    assertThat(limiter().pause(bob)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void refreshesStopLongBeforeReads() {
    assertThat(sendAll(alice, RequestPriority.REFRESH)).isEqualTo(224);
    assertThat(sendAll(alice, RequestPriority.READ)).isEqualTo(56);
  }

  @Test
  void grantsAllOrNothing() {
    assertThat(reserve(alice, 281, RequestPriority.READ)).isInstanceOf(Reservation.Refused.class);
    assertThat(granted(reserve(alice, 280, RequestPriority.READ))).isEqualTo(280);
    assertThat(reserve(alice, 1, RequestPriority.READ)).isInstanceOf(Reservation.Refused.class);
  }

  @Test
  void aRequestThatWasNotSentIsReleased() {
    assertThat(reserve(alice, 280, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
    reserved.get(alice).remove().release();
    assertThat(reserve(alice, 1, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
  }

  @Test
  void aReservedRequestEndsOnce() {
    var reservation = (Reservation.Granted) reserve(alice, 2, RequestPriority.READ);
    ReservedRequest sent = reservation.requests().getFirst();
    ReservedRequest unneeded = reservation.requests().getLast();
    sent.commit(Duration.ZERO);
    sent.release();
    sent.commit(Duration.ZERO);
    assertThat(limiter().status(alice).used()).isEqualTo(2);
    unneeded.release();
    unneeded.commit(Duration.ZERO);
    unneeded.release();
    assertThat(limiter().status(alice).used()).isOne();
    assertThat(sent.caller()).isEqualTo(alice);
  }

  @Test
  void aRequestThatMayLingerCountsThatMuchLonger() {
    assertThat(reserve(alice, 2, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
    commit(alice, Duration.ZERO);
    commit(alice, Duration.ofSeconds(8));
    pass(HOUR.plusSeconds(8));
    assertThat(limiter().status(alice).used()).isOne();
    pass(Duration.ofSeconds(2));
    assertThat(limiter().status(alice).used()).isZero();
  }

  @Test
  void unauthenticatedCallersKeepTheirWindow() {
    sendAll(alice, RequestPriority.READ);
    limiter().accepted(alice);
    limiter().unauthenticated(alice);
    assertThat(send(alice, RequestPriority.READ)).isFalse();
    sendAll(bob, RequestPriority.READ);
    limiter().unauthenticated(bob);
    assertThat(send(bob, RequestPriority.READ)).isFalse();
  }

  @Test
  void aRefusalNamesTheTimeWhenTheNextRequestIsFree() {
    send(alice, RequestPriority.READ);
    pass(Duration.ofMinutes(10));
    sendAll(alice, RequestPriority.READ);
    assertThat(reserve(alice, 1, RequestPriority.READ))
        .isEqualTo(new Reservation.Refused(Duration.ofMinutes(50).plusSeconds(1)));
    pass(Duration.ofMinutes(50).plusSeconds(1));
    assertThat(sendAll(alice, RequestPriority.READ)).isOne();
  }

  @Test
  void countsFromTheEndOfARequestHoweverLongItTook() {
    reserve(alice, 280, RequestPriority.READ);
    pass(Duration.ofSeconds(8));
    for (int i = 0; i < 280; i++) {
      commit(alice, Duration.ZERO);
    }
    pass(HOUR.minusSeconds(1));
    assertThat(send(alice, RequestPriority.READ)).isFalse();
    pass(Duration.ofSeconds(2));
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void aRefusalByExistHoldsEverythingUntilItsEnd() {
    limiter().refused(alice, Duration.ofSeconds(90));
    assertThat(reserve(alice, 1, RequestPriority.WRITE))
        .isEqualTo(new Reservation.Refused(Duration.ofSeconds(90)));
    assertThat(limiter().status(alice).remaining()).isZero();
    assertThat(send(bob, RequestPriority.READ)).isTrue();
    pass(Duration.ofSeconds(90));
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void aRefusalWithoutAnEndPausesLongerEachTimeAndIsProbedOnce() {
    for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
      limiter().refused(alice, null);
      assertThat(limiter().pause(alice)).isEqualTo(Duration.ofMinutes(minutes));
      pass(Duration.ofMinutes(minutes));
      assertThat(reserve(alice, 1, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
      assertThat(limiter().maxConcurrency(alice, 4)).isOne();
      assertThat(reserve(alice, 1, RequestPriority.READ)).isInstanceOf(Reservation.Refused.class);
      commit(alice, Duration.ZERO);
    }
    limiter().accepted(alice);
    assertThat(limiter().maxConcurrency(alice, 4)).isEqualTo(4);
    assertThat(send(alice, RequestPriority.READ)).isTrue();
  }

  @Test
  void refusalsAreForgottenLongAfterThePause() {
    limiter().refused(alice, null);
    pass(Duration.ofMinutes(1 + 15));
    limiter().refused(alice, null);
    assertThat(limiter().pause(alice)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void requestsReservedTogetherDepartTogetherThoughTheFirstIsRefused() {
    reserve(alice, 6, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    limiter().refused(alice, null);
    assertThat(departing(5)).containsExactly(true, true, true, false, false);
  }

  @Test
  void onlyOneOfTheRequestsThatProbeAPauseDeparts() {
    limiter().refused(alice, null);
    pass(Duration.ofMinutes(1));
    reserve(alice, 4, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    limiter().refused(alice, null);
    assertThat(departing(3)).containsOnly(false);
  }

  @Test
  void finishedRequestsDoNotKeepTheNextFromDeparting() {
    for (int step = 0; step < 3; step++) {
      reserve(alice, 4, RequestPriority.READ);
      assertThat(departing(4)).containsOnly(true);
      for (int i = 0; i < 4; i++) {
        commit(alice, Duration.ZERO);
      }
    }
    reserve(alice, 2, RequestPriority.READ);
    assertThat(departing(1)).containsOnly(true);
    limiter().refused(alice, Duration.ofSeconds(10));
    commit(alice, Duration.ZERO);
    assertThat(departing(1)).containsOnly(true);
  }

  private List<Boolean> departing(int requests) {
    return IntStream.range(0, requests)
        .mapToObj(_ -> limiter().admitDeparture(alice, 4) instanceof Admission.Admitted)
        .toList();
  }

  @Test
  void aRejectedCredentialIsNotSentForAMinuteAndThenProbedByOneRequest() {
    reject(alice);
    pass(Duration.ofSeconds(59));
    assertThat(reserve(alice, 1, RequestPriority.WRITE)).isEqualTo(new Reservation.Rejected());
    assertThat(limiter().status(alice).used()).isOne();
    pass(Duration.ofSeconds(1));
    assertThat(granted(reserve(alice, 5, RequestPriority.READ))).isEqualTo(5);
    assertThat(limiter().maxConcurrency(alice, 4)).isOne();
    assertThat(departing(1)).containsOnly(true);
    limiter().unauthenticated(alice);
    assertThat(departing(4)).containsOnly(false);
    pass(Duration.ofMinutes(1));
    limiter().accepted(alice);
    assertThat(limiter().maxConcurrency(alice, 4)).isEqualTo(4);
    assertThat(departing(4)).containsOnly(true);
  }

  @Test
  void aResponseDuringARejectionDoesNotEndIt() {
    assertThat(reserve(alice, 6, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
    assertThat(departing(2)).containsOnly(true);
    limiter().unauthenticated(alice);
    limiter().accepted(alice);
    assertThat(limiter().isRejected(alice)).isTrue();
    assertThat(departing(4)).containsExactly(true, true, false, false);
    assertThat(limiter().isRejected(bob)).isFalse();
  }

  private void reject(CallerId caller) {
    assertThat(reserve(caller, 1, RequestPriority.READ)).isInstanceOf(Reservation.Granted.class);
    limiter().unauthenticated(caller);
    commit(caller, Duration.ZERO);
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
    Deque<Duration> arrivals = new ArrayDeque<>();
    Duration now = Duration.ZERO;
    for (int step = 0; step < 3_000; step++) {
      Duration took = Duration.ofMillis(random.nextInt(8000));
      if (reserve(alice, 1, RequestPriority.WRITE) instanceof Reservation.Granted) {
        Duration arrival = now.plusMillis(random.nextLong(took.toMillis() + 1));
        pass(took);
        commit(alice, Duration.ZERO);
        arrivals.addLast(arrival);
        arrivals.removeIf(other -> other.compareTo(arrival.minus(HOUR)) <= 0);
        assertThat(arrivals).hasSizeLessThanOrEqualTo(300);
      } else {
        took = Duration.ofSeconds(1 + random.nextInt(20));
        pass(took);
      }
      now = now.plus(took);
    }
  }
}
