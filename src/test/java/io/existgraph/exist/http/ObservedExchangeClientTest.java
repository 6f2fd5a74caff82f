package io.existgraph.exist.http;

import static io.existgraph.exist.http.FakeExchangeClient.failure;
import static io.existgraph.exist.http.FakeExchangeClient.form;
import static io.existgraph.exist.http.FakeExchangeClient.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ObservedExchangeClientTest {
  private final GivenClock clock = GivenClock.at("2026-11-24T02:00:00Z");
  private final List<Object> events = new ArrayList<>();
  private final FakeExchangeClient next = new FakeExchangeClient();
  private final ExchangeClient client = new ObservedExchangeClient(next, listener(), clock);

  private ExchangeListener listener() {
    return new ExchangeListener() {
      @Override
      public void begins() {
        events.add("begins");
      }

      @Override
      public void ended(EndedExchange exchange) {
        events.add(exchange);
      }
    };
  }

  private static ExchangeListener.EndedExchange ended(int status, Duration took) {
    return new ExchangeListener.EndedExchange("POST", "/x/", status, took, 1);
  }

  @Test
  void bothListenersReceiveTheExchange() {
    next.enqueue(
        Mono.fromSupplier(
            () -> {
              clock.pass(Duration.ofMillis(300));
              return response(404);
            }));
    Exchange exchange = Exchange.first(ExistRequest.form("/x/", "a=b"), null, listener());
    Mono<ExistResponse> exchanged = client.exchange(exchange);
    assertThat(events).isEmpty();
    exchanged.block();
    var report = ended(404, Duration.ofMillis(300));
    assertThat(events).containsExactly("begins", "begins", report, report);
  }

  @Test
  void anExchangeWithoutAResponseHasStatusZero() {
    next.enqueue(new NoResponseException(new Failure.Timeout(), true, false));
    assertThat(failure(client.exchange(form()))).isEqualTo(new Failure.Timeout());
    assertThat(events).containsExactly("begins", ended(0, Duration.ZERO));
  }
}
