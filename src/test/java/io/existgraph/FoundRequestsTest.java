package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/// The seeds with which [RequestFuzz] has found something, without its clock.
@Isolated("reads the log")
class FoundRequestsTest extends GatewayTest {
  private static final int REQUESTS = 300;
  private static final int PATIENCE_MILLIS = 200;

  @Autowired private GraphQlSource source;

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_127})
  void whatWasFoundOnceIsAnsweredOrRefused(long seed) throws Exception {
    RandomRequests random = new RandomRequests(source.schema(), new Random(seed));
    List<String> requests = Stream.generate(random::next).limit(REQUESTS).toList();
    try (LogLines log = new LogLines()) {
      List<String> answers = answers(requests);
      for (int i = 0; i < REQUESTS; i++) {
        check("request " + i + " of seed " + seed, requests.get(i), answers.get(i));
      }
      assertThat(log.lines())
          .noneMatch(line -> line.contains(RandomRequests.CANARY) || line.startsWith("ERROR"));
    }
  }

  /// Sends one after the other. Some have no end, and the gateway waits for more of them: these are
  /// awaited beside the next ones.
  private List<String> answers(List<String> requests) throws Exception {
    List<Future<String>> futures = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String request : requests) {
        futures.add(threads.submit(() -> RequestFuzz.send(gatewayPort(), request)));
        try {
          var _ = futures.getLast().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          // goes on
        }
      }
    }
    List<String> answers = new ArrayList<>();
    for (Future<String> future : futures) {
      answers.add(future.get());
    }
    return answers;
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
