package io.existgraph.exist.http;

import static io.existgraph.exist.http.FakeExchangeClient.ALICE;
import static io.existgraph.exist.http.FakeExchangeClient.failure;
import static io.existgraph.exist.http.FakeExchangeClient.form;
import static io.existgraph.exist.http.FakeExchangeClient.read;
import static io.existgraph.exist.http.FakeExchangeClient.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.credential.Credential;
import io.existgraph.exist.Failure;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BulkheadExchangeClientTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(
          10, 0, Duration.ofHours(1), GivenClock.at("2026-11-24T02:00:00Z"));
  private final Sinks.One<ExistResponse> first = Sinks.one();
  private final FakeExchangeClient next = new FakeExchangeClient().enqueue(first.asMono());
  private final ExchangeClient client =
      new BulkheadExchangeClient(next, new Bulkhead(_ -> 1, LONG, 1, 1));

  private int used() {
    return limiter.status(ALICE.callerId()).used();
  }

  @Test
  void anExchangeThatWaitedIsMarked() {
    client.exchange(read(limiter)).subscribe();
    var second = client.exchange(read(limiter)).toFuture();
    assertThat(next.exchanges).extracting(Exchange::hasWaited).containsExactly(false);
    first.tryEmitValue(response(200));
    assertThat(second.join().status()).isEqualTo(200);
    assertThat(next.exchanges).extracting(Exchange::hasWaited).containsExactly(false, true);
  }

  @Test
  void aRejectedExchangeReleasesItsReservation() {
    client.exchange(read(limiter)).subscribe();
    client.exchange(read(limiter)).subscribe();
    assertThat(failure(client.exchange(read(limiter)))).isInstanceOf(Failure.Overloaded.class);
    assertThat(used()).isEqualTo(2);
  }

  @Test
  void callersDoNotWaitForEachOther() {
    client.exchange(read(limiter)).subscribe();
    assertThat(failure(client.exchange(read(new Credential("Token bob"), limiter)))).isNull();
  }

  @Test
  void anErrorOfASentRequestDoesNotReleaseItsReservation() {
    ExchangeClient failing =
        exchange -> {
          exchange.reservation().commit(Duration.ZERO);
          return Mono.error(new NoResponseException(new Failure.Timeout(), true, false));
        };
    ExchangeClient bulkhead = new BulkheadExchangeClient(failing, new Bulkhead(_ -> 1, LONG));
    assertThat(failure(bulkhead.exchange(read(limiter)))).isEqualTo(new Failure.Timeout());
    assertThat(used()).isOne();
  }

  @Test
  void exchangesWithoutACredentialDoNotQueue() {
    client.exchange(read(limiter)).subscribe();
    assertThat(failure(client.exchange(form()))).isNull();
    assertThat(failure(client.exchange(form()))).isNull();
  }
}
