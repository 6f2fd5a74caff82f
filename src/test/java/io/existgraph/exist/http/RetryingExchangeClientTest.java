package io.existgraph.exist.http;

import static io.existgraph.exist.http.FakeExchangeClient.ALICE;
import static io.existgraph.exist.http.FakeExchangeClient.failure;
import static io.existgraph.exist.http.FakeExchangeClient.form;
import static io.existgraph.exist.http.FakeExchangeClient.read;
import static io.existgraph.exist.http.FakeExchangeClient.reserve;
import static io.existgraph.exist.http.FakeExchangeClient.response;
import static io.existgraph.exist.http.FakeExchangeClient.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.exist.Failure;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class RetryingExchangeClientTest {
  private static final NoResponseException REFUSED =
      new NoResponseException(new Failure.Unavailable(), false, true);

  private final GivenClock clock = GivenClock.at("2026-11-24T02:00:00Z");
  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(100, 0, Duration.ofHours(1), clock);
  private final FakeExchangeClient next = new FakeExchangeClient();
  private final ExchangeClient client =
      retrying(new RateLimitedExchangeClient(next, limiter, 4, Duration.ofSeconds(8)));

  private ExchangeClient retrying(ExchangeClient through) {
    return new RetryingExchangeClient(
        through,
        limiter,
        new RetryBudget(),
        () -> Duration.ZERO,
        pause -> {
          clock.pass(pause);
          return Mono.empty();
        });
  }

  private int status(Exchange exchange) {
    return client.exchange(exchange).block().status();
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void aReadThatAnIntermediaryAnsweredIsRetriedWithItsOwnReservation(int status) {
    next.enqueue(response(status));
    assertThat(status(read(limiter))).isEqualTo(200);
    assertThat(next.exchanges).extracting(Exchange::attempt).containsExactly(1, 2);
    assertThat(next.exchanges).extracting(Exchange::hasWaited).containsExactly(false, true);
    assertThat(next.exchanges).extracting(Exchange::reservation).doesNotHaveDuplicates();
    assertThat(limiter.status(ALICE.callerId()).used()).isEqualTo(2);
  }

  @Test
  void aReadWhoseConnectionWasRefusedIsRetried() {
    next.enqueue(REFUSED);
    assertThat(status(read(limiter))).isEqualTo(200);
  }

  @Test
  void aReadThatWasCutHalfWayIsRetried() {
    next.enqueue(new NoResponseException(new Failure.BadResponse(200, null), true, true));
    assertThat(status(read(limiter))).isEqualTo(200);
    next.enqueue(new NoResponseException(new Failure.BadResponse(200, null), true, false));
    assertThat(failure(client.exchange(read(limiter))))
        .isEqualTo(new Failure.BadResponse(200, null));
  }

  @Test
  void aMomentOfThrottlingIsWaitedFor() {
    Instant start = clock.instant();
    next.enqueue(response(429, Duration.ofSeconds(1), "{}"))
        .enqueue(response(429, Duration.ofSeconds(2), "{}"));
    assertThat(status(read(limiter))).isEqualTo(200);
    assertThat(next.exchanges).hasSize(3);
    assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofMillis(3_100));
  }

  @Test
  void whatIsHeldBackForAMomentWaitsToo() {
    Exchange reserved = read(limiter).afterWaiting();
    limiter.refused(ALICE.callerId(), Duration.ofSeconds(1));
    assertThat(status(reserved)).isEqualTo(200);
    assertThat(next.exchanges).hasSize(1);
  }

  @Test
  void aLongerThrottlingIsNotWaitedForAndAMomentNotForEver() {
    next.enqueue(response(429, Duration.ofSeconds(3), "{}"));
    assertThat(status(read(limiter))).isEqualTo(429);
    assertThat(next.exchanges).hasSize(1);
    clock.pass(Duration.ofSeconds(3));
    for (int i = 0; i < 9; i++) {
      next.enqueue(response(429, Duration.ofSeconds(1), "{}"));
    }
    assertThat(status(read(limiter))).isEqualTo(429);
    assertThat(next.exchanges).hasSize(1 + 9);
  }

  @Test
  void theSecondOutcomeIsFinal() {
    next.enqueue(response(503)).enqueue(response(503));
    assertThat(status(read(limiter))).isEqualTo(503);
    next.enqueue(REFUSED).enqueue(REFUSED);
    assertThat(failure(client.exchange(read(limiter)))).isEqualTo(new Failure.Unavailable());
    assertThat(next.exchanges).hasSize(4);
  }

  @Test
  void whatExistItselfAnsweredIsNotRetried() {
    next.enqueue(response(500));
    assertThat(status(read(limiter))).isEqualTo(500);
    next.enqueue(response(503, Duration.ofSeconds(9), ""));
    assertThat(status(read(limiter))).isEqualTo(503);
    next.enqueue(new NoResponseException(new Failure.Timeout(), true, false));
    clock.pass(Duration.ofSeconds(9));
    assertThat(failure(client.exchange(read(limiter)))).isEqualTo(new Failure.Timeout());
    next.enqueue(response(429));
    assertThat(status(read(limiter))).isEqualTo(429);
    assertThat(next.exchanges).hasSize(4);
  }

  @Test
  void writesAndFormsAreNotRetried() {
    next.enqueue(response(503)).enqueue(REFUSED).enqueue(response(503));
    assertThat(status(write(limiter))).isEqualTo(503);
    assertThat(failure(client.exchange(write(limiter)))).isEqualTo(new Failure.Unavailable());
    assertThat(status(form())).isEqualTo(503);
    assertThat(next.exchanges).hasSize(3);
  }

  @Test
  void nothingIsRetriedWithLessThanAFifthOfTheLimitLeft() {
    reserve(ALICE, limiter, 80);
    next.enqueue(response(503));
    assertThat(status(read(limiter))).isEqualTo(503);
    assertThat(next.exchanges).hasSize(1);
  }

  @Test
  void retriesAreATenthOfReadsAndTenAtFirst() {
    ExchangeClient failing =
        exchange -> {
          exchange.reservation().release();
          return next.enqueue(response(503)).exchange(exchange);
        };
    ExchangeClient retrying = retrying(failing);
    for (int i = 0; i < 61; i++) {
      retrying.exchange(read(limiter)).block();
    }
    assertThat(next.exchanges).hasSize(61 + 10 + 6);
  }
}
