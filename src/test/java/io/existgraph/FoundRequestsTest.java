package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/// The seeds with which [RequestFuzz] has found something, without its clock.
@Isolated("reads the log")
class FoundRequestsTest extends GatewayTest {
  private static final int REQUESTS = 300;

  @Autowired private GraphQlSource source;

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_127})
  void whatWasFoundOnceIsAnsweredOrRefused(long seed) throws IOException {
    RandomRequests requests = new RandomRequests(source.schema(), new Random(seed));
    try (LogLines log = new LogLines()) {
      for (int i = 0; i < REQUESTS; i++) {
        String request = requests.next();
        String what = "request " + i + " of seed " + seed;
        check(what, request, RequestFuzz.send(gatewayPort(), request));
        assertThat(log.lines())
            .as(what)
            .noneMatch(line -> line.contains(RandomRequests.CANARY) || line.startsWith("ERROR"));
        log.forget();
      }
    }
  }

  /// Whether an answer is one that a client may get; none where the connection was cut off.
  static void check(String what, String request, String answer) {
    if (!answer.isEmpty()) {
      assertThat(answer.substring(0, Math.min(12, answer.length())))
          .as(what + "\n" + request)
          .matches("HTTP/1\\.[01] (200|4\\d\\d|503)");
      assertThat(answer)
          .as(what + "\n" + request)
          .doesNotContain("\"code\":\"INTERNAL\"")
          .containsIgnoringCase("cache-control: no-store")
          .containsIgnoringCase("x-request-id: ");
    }
  }
}
