package io.existgraph.exist.http;

import static io.existgraph.exist.http.FakeExchangeClient.failure;
import static io.existgraph.exist.http.FakeExchangeClient.form;
import static io.existgraph.exist.http.FakeExchangeClient.read;
import static io.existgraph.exist.http.FakeExchangeClient.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.existgraph.GivenClock;
import io.existgraph.credential.Credential;
import io.existgraph.exist.Failure;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CircuitBreakerExchangeClientTest {
  private static final int MIN_CALLS = 20;

  private final GivenClock clock = GivenClock.at("2026-11-24T02:00:00Z");
  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(300, 0, Duration.ofHours(1), clock);
  private final FakeExchangeClient next = new FakeExchangeClient();
  private final ExchangeClient client =
      new CircuitBreakerExchangeClient(next, new CircuitBreaker(clock));

  private void callAsMany(Supplier<Mono<ExistResponse>> outcome) {
    for (int i = 0; i < MIN_CALLS; i++) {
      next.enqueue(outcome.get());
      var _ = failure(client.exchange(read(new Credential("Token t" + i), limiter)));
    }
    next.exchanges.clear();
  }

  private static Supplier<Mono<ExistResponse>> failing(Failure failure) {
    return () -> Mono.error(new NoResponseException(failure, true, false));
  }

  private boolean isSent() {
    int before = next.exchanges.size();
    var _ = failure(client.exchange(form()));
    return next.exchanges.size() > before;
  }

  @Test
  void afterTwentyServerErrorsNothingIsSent() {
    callAsMany(() -> Mono.just(response(500)));
    NoResponseException e =
        catchThrowableOfType(
            NoResponseException.class, () -> client.exchange(read(limiter)).block());
    assertThat(e.failure()).isEqualTo(new Failure.Unavailable());
    assertThat(e.wasSent()).isFalse();
    assertThat(e.mayBeRetried()).isFalse();
    assertThat(next.exchanges).isEmpty();
  }

  @Test
  void timeoutsAndFailedConnectionsCount() {
    callAsMany(failing(new Failure.Timeout()));
    assertThat(isSent()).isFalse();
    clock.pass(Duration.ofSeconds(10));
    assertThat(isSent()).isTrue(); // and closes the circuit
    callAsMany(failing(new Failure.Unavailable()));
    assertThat(isSent()).isFalse();
  }

  @Test
  void unreadableResponsesAndClientErrorsDoNotCount() {
    callAsMany(failing(new Failure.BadResponse()));
    callAsMany(() -> Mono.just(response(429)));
    assertThat(isSent()).isTrue();
  }

  @Test
  void aCancelledProbeMakesRoomForAnother() {
    callAsMany(() -> Mono.just(response(500)));
    clock.pass(Duration.ofSeconds(10));
    for (int i = 0; i < 10; i++) {
      next.enqueue(Mono.never());
      client.exchange(form()).subscribe().dispose();
    }
    assertThat(next.exchanges).hasSize(10);
  }
}
