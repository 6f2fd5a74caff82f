package io.existgraph;

import io.existgraph.RawExist.Conduct;
import io.existgraph.RawExist.RecordedRequest;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.http.ExistWebClient;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.simulator.ExistSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/// The whole gateway with a network of ill will between it and the demo Exist. An exchange may take
/// a second and a half.
@Import(NetworkTest.Network.class)
abstract class NetworkTest extends GatewayTest {
  private static final Duration LONGEST = Duration.ofMillis(1_500);
  private static final HttpClient DEMO = HttpClient.newHttpClient();

  @Autowired protected Between between;

  /// What stands between the gateway and Exist.
  static final class Between implements AutoCloseable {
    final RawExist elsewhere = new RawExist(_ -> RawExist.json(200, "{}"));
    private final ExistSimulator demo;
    private final RawExist line = new RawExist(this::conduct);
    private volatile Predicate<RecordedRequest> struck = _ -> false;
    private volatile @Nullable Conduct fault;
    private volatile boolean hangsUp;
    private volatile URI address = line.address();

    Between(ExistSimulator demo) {
      this.demo = demo;
    }

    private Conduct conduct(RecordedRequest seen) {
      Conduct now = fault;
      return now != null && struck.test(seen) ? now : this::pass;
    }

    boolean pass(RecordedRequest seen, java.net.Socket socket) throws IOException {
      var request =
          HttpRequest.newBuilder(demo.address().resolve(seen.target()))
              .method(seen.method(), BodyPublishers.ofString(seen.body()));
      seen.headers().forEach((name, value) -> copy(request, name, value));
      try {
        var response = DEMO.send(request.build(), BodyHandlers.ofString());
        boolean goesOn = RawExist.json(response.statusCode(), response.body()).answer(seen, socket);
        return goesOn && !hangsUp;
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
    }

    private static void copy(HttpRequest.Builder request, String name, String value) {
      if (name.equals("authorization") || name.equals("content-type")) {
        request.header(name, value);
      }
    }

    /// Strikes the requests that match until healed.
    void strike(Predicate<RecordedRequest> which, Conduct how) {
      struck = which;
      fault = how;
    }

    /// Whether connections end with their first answer.
    void hangsUp(boolean hangsUp) {
      this.hangsUp = hangsUp;
    }

    void moveTo(URI other) {
      address = other;
    }

    void clearFaults() {
      fault = null;
      hangsUp = false;
      address = line.address();
      line.clearRequests();
    }

    RawExist line() {
      return line;
    }

    @Override
    public void close() throws IOException {
      line.close();
      elsewhere.close();
    }
  }

  @TestConfiguration
  static class Network {
    @Bean
    Between between(ExistSimulator demo) {
      return new Between(demo);
    }

    @Bean
    @Primary
    ExistHttpClient networked(Between between, RateLimiter budget, GivenClock clock) {
      ExistWebClient wire =
          new ExistWebClient(
              () -> between.address, Duration.ofMillis(500), LONGEST, LONGEST, clock);
      return new ExistHttpClient(wire, budget, 4, LONGEST, LONGEST, clock, _ -> {});
    }
  }

  @BeforeEach
  void heals() {
    between.clearFaults();
  }
}
