package io.existgraph.exist.http;

import static io.existgraph.exist.http.FakeExchangeClient.ALICE;
import static io.existgraph.exist.http.FakeExchangeClient.failure;
import static io.existgraph.exist.http.FakeExchangeClient.form;
import static io.existgraph.exist.http.FakeExchangeClient.read;
import static io.existgraph.exist.http.FakeExchangeClient.reserve;
import static io.existgraph.exist.http.FakeExchangeClient.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.exist.Failure;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RateLimitedExchangeClientTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);
  private static final Duration WINDOW = Duration.ofHours(1).plusSeconds(1);
  private static final int MAX_CONCURRENCY = 2;

  private final GivenClock clock = GivenClock.at("2026-11-24T02:00:00Z");
  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(10, 2, Duration.ofHours(1), clock);
  private final FakeExchangeClient next = new FakeExchangeClient();
  private final ExchangeClient client =
      new RateLimitedExchangeClient(next, limiter, MAX_CONCURRENCY, TIMEOUT);

  private int used() {
    return limiter.status(ALICE.callerId()).used();
  }

  private boolean isRefused() {
    return limiter.tryReserve(ALICE.callerId(), 1, RequestPriority.READ)
        instanceof Reservation.Refused;
  }

  @Test
  void anAnsweredRequestCountsForTheWindow() {
    assertThat(client.exchange(read(limiter)).block().status()).isEqualTo(200);
    clock.pass(WINDOW.minusSeconds(1));
    assertThat(used()).isOne();
    clock.pass(Duration.ofSeconds(1));
    assertThat(used()).isZero();
  }

  @Test
  void aRequestThatWasNotSentCountsNothing() {
    next.enqueue(new NoResponseException(new Failure.Unavailable(), false, true));
    assertThat(failure(client.exchange(read(limiter)))).isEqualTo(new Failure.Unavailable());
    assertThat(used()).isZero();
  }

  @Test
  void aRequestWithoutAResponseCountsForTheTimeoutLonger() {
    next.enqueue(new NoResponseException(new Failure.Timeout(), true, false));
    assertThat(failure(client.exchange(read(limiter)))).isEqualTo(new Failure.Timeout());
    clock.pass(WINDOW.plus(TIMEOUT).minusSeconds(1));
    assertThat(used()).isOne();
    clock.pass(Duration.ofSeconds(1));
    assertThat(used()).isZero();
  }

  @Test
  void aCancelledRequestCountsForTheTimeoutLonger() {
    next.enqueue(Mono.never());
    client.exchange(read(limiter)).subscribe().dispose();
    clock.pass(WINDOW.plus(TIMEOUT).minusSeconds(1));
    assertThat(used()).isOne();
    clock.pass(Duration.ofSeconds(1));
    assertThat(used()).isZero();
  }

  @Test
  void a429PausesItsCaller() {
    next.enqueue(response(429, Duration.ofSeconds(30), "{}"));
    assertThat(client.exchange(read(limiter)).block().status()).isEqualTo(429);
    assertThat(limiter.pause(ALICE.callerId())).isEqualTo(Duration.ofSeconds(30));
    assertThat(isRefused()).isTrue();
  }

  @Test
  void onlyA401OfExistRejectsTheCredential() {
    next.enqueue(response(401, null, "<html>")).enqueue(response(401));
    client.exchange(read(limiter)).block();
    assertThat(limiter.isRejected(ALICE.callerId())).isFalse();
    client.exchange(read(limiter)).block();
    assertThat(limiter.isRejected(ALICE.callerId())).isTrue();
  }

  @Test
  void afterA429OnlyAsManyAsMayRunAtOnceStillLeave() {
    List<Exchange> reserved =
        reserve(ALICE, limiter, 4).stream()
            .map(one -> Exchange.first(ExistRequest.get(ALICE, "/x/"), one, _ -> {}))
            .toList();
    limiter.refused(ALICE.callerId(), Duration.ofSeconds(30));
    Failure refused = new Failure.RateLimited(Duration.ofSeconds(30));
    assertThat(failure(client.exchange(reserved.get(0).afterWaiting()))).isEqualTo(refused);
    assertThat(failure(client.exchange(reserved.get(1)))).isNull();
    assertThat(failure(client.exchange(reserved.get(2)))).isNull();
    assertThat(failure(client.exchange(reserved.get(3)))).isEqualTo(refused);
    assertThat(next.exchanges).hasSize(2);
    assertThat(used()).isEqualTo(2); // refused requests are released
  }

  @Test
  void aRequestWithoutACredentialIsNotLimited() {
    next.enqueue(response(429, Duration.ofSeconds(30), "{}"));
    assertThat(client.exchange(form()).block().status()).isEqualTo(429);
    assertThat(isRefused()).isFalse();
  }
}
