package io.existgraph.exist.http;

import static io.existgraph.exist.http.FakeExchangeClient.failure;
import static io.existgraph.exist.http.FakeExchangeClient.form;
import static io.existgraph.exist.http.FakeExchangeClient.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.LogLines;
import io.existgraph.exist.Failure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("reads the log")
class AvailabilityExchangeClientTest {
  private static final NoResponseException REFUSED =
      new NoResponseException(new Failure.Unavailable(), false, true, "no connection");
  private static final NoResponseException TIMEOUT =
      new NoResponseException(new Failure.Timeout(), true, false, "no answer in time");
  private static final NoResponseException CERTIFICATE =
      new NoResponseException(
          new Failure.Unavailable(), false, false, "a certificate that does not verify");

  private final FakeExchangeClient next = new FakeExchangeClient();
  private final ExchangeClient client = new AvailabilityExchangeClient(next);
  private final LogLines log = new LogLines();

  @AfterEach
  void close() {
    log.close();
  }

  private void exchange(int times) {
    for (int i = 0; i < times; i++) {
      failure(client.exchange(form()));
    }
  }

  private List<String> warnings() {
    List<String> warnings =
        log.lines().stream()
            .filter(line -> line.contains("Exist is "))
            .map(line -> line.substring(0, 4) + line.substring(line.indexOf(" Exist is ")).strip())
            .toList();
    log.forget();
    return warnings;
  }

  @Test
  void oneWarningWhenExistGoesAwayAndOneWhenItIsBack() {
    next.enqueue(REFUSED).enqueue(REFUSED).enqueue(response(502));
    exchange(3);
    assertThat(warnings()).containsExactly("WARNExist is away: no connection.");
    exchange(3);
    assertThat(warnings()).containsExactly("WARNExist is back.");
  }

  @Test
  void aFewFailuresAreNoAbsence() {
    next.enqueue(response(500)).enqueue(TIMEOUT).enqueue(response(401)).enqueue(response(503));
    exchange(4);
    assertThat(warnings()).isEmpty();
    next.enqueue(response(503)).enqueue(TIMEOUT).enqueue(TIMEOUT);
    exchange(2);
    assertThat(warnings()).containsExactly("WARNExist is away: no answer in time.");
  }

  @Test
  void thePageOfAProxySaysNothing() {
    next.enqueue(REFUSED).enqueue(response(404, null, "<html>"));
    exchange(2);
    assertThat(warnings()).containsExactly("WARNExist is away: no connection.");
  }

  @Test
  void aCertificateThatDoesNotVerifyIsNamedOnce() {
    next.enqueue(REFUSED).enqueue(CERTIFICATE).enqueue(CERTIFICATE).enqueue(REFUSED);
    exchange(4);
    assertThat(warnings())
        .containsExactly(
            "WARNExist is away: no connection.",
            "WARNExist is away: a certificate that does not verify.");
  }
}
