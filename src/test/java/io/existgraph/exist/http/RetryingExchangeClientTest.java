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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingExchangeClientTest {
  private static final NoResponseException REFUSED =
      new NoResponseException(new Failure.Unavailable(), false, true);

  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(
          100, 0, Duration.ofHours(1), GivenClock.at("2026-11-24T02:00:00Z"));
  private final FakeExchangeClient next = new FakeExchangeClient();
  private final ExchangeClient client =
      new RetryingExchangeClient(next, limiter, new RetryBudget(), () -> Duration.ZERO);

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
  void theSecondOutcomeIsFinal() {
    next.enqueue(response(503)).enqueue(response(503));
    assertThat(status(read(limiter))).isEqualTo(503);
    next.enqueue(REFUSED).enqueue(REFUSED);
    assertThat(failure(client.exchange(read(limiter)))).isEqualTo(new Failure.Unavailable());
    assertThat(next.exchanges).hasSize(4);
  }

  @Test
  void whatExistItselfAnsweredIsNotRetried() {
    next.enqueue(response(500)).enqueue(response(429));
    assertThat(status(read(limiter))).isEqualTo(500);
    assertThat(status(read(limiter))).isEqualTo(429);
    next.enqueue(response(503, Duration.ofSeconds(9), ""));
    assertThat(status(read(limiter))).isEqualTo(503);
    next.enqueue(new NoResponseException(new Failure.Timeout(), true, false));
    assertThat(failure(client.exchange(read(limiter)))).isEqualTo(new Failure.Timeout());
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
    ExchangeClient retrying =
        new RetryingExchangeClient(failing, limiter, new RetryBudget(), () -> Duration.ZERO);
    for (int i = 0; i < 61; i++) {
      retrying.exchange(read(limiter)).block();
    }
    assertThat(next.exchanges).hasSize(61 + 10 + 6);
  }
}
