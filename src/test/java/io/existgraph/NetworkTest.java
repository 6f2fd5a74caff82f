package io.existgraph;

import io.existgraph.RawExist.Conduct;
import io.existgraph.RawExist.RecordedRequest;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.simulator.ExistSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/// The whole gateway with a network of ill will between it and the demo Exist. An exchange times
/// out where a fault asks for it.
@Import(NetworkTest.Network.class)
abstract class NetworkTest extends GatewayTest {
  private static final HttpClient DEMO = HttpClient.newHttpClient();

  @Autowired protected Between between;

  /// What stands between the gateway and Exist.
  static final class Between implements AutoCloseable {
    final RawExist elsewhere = new RawExist(_ -> RawExist.json(200, "{}"));
    private final ExistSimulator demo;
    private final RawExist line = new RawExist(this::conduct);
    private volatile Predicate<RecordedRequest> struck = _ -> false;
    private volatile @Nullable Conduct fault;
    private final ExchangeTimer timer = new ExchangeTimer();
    private final Queue<Socket> struckSockets = new ConcurrentLinkedQueue<>();
    private volatile URI address = line.address();

    Between(ExistSimulator demo) {
      this.demo = demo;
    }

    private Conduct conduct(RecordedRequest seen) {
      Conduct now = fault;
      return now != null && struck.test(seen) ? now : this::pass;
    }

    boolean pass(RecordedRequest seen, Socket socket) throws IOException {
      var request =
          HttpRequest.newBuilder(demo.address().resolve(seen.target()))
              .method(seen.method(), BodyPublishers.ofString(seen.body()));
      seen.headers().forEach((name, value) -> copy(request, name, value));
      try {
        var response = DEMO.send(request.build(), BodyHandlers.ofString());
        return RawExist.json(response.statusCode(), response.body()).answer(seen, socket);
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

    /// The same with faults that may last until the exchange times out.
    void strike(Predicate<RecordedRequest> which, NetworkFault how) {
      strike(which, how.isTimeout() ? expiring(how.conduct()) : how.conduct());
    }

    private Conduct expiring(Conduct conduct) {
      return (seen, socket) -> {
        struckSockets.add(socket);
        Thread.ofVirtual().start(timer::expire);
        return conduct.answer(seen, socket);
      };
    }

    ExchangeTimer timer() {
      return timer;
    }

    /// A port where nothing listens, a name that does not exist, and TLS before a listener that
    /// speaks none, which answers otherwise or not at all.
    List<URI> nowhere() {
      return List.of(
          URI.create("http://127.0.0.1:1"),
          URI.create("http://no-such-host.invalid"),
          URI.create("https://127.0.0.1:" + demo.address().getPort()),
          silentPeer());
    }

    private URI silentPeer() {
      return URI.create("https://127.0.0.1:" + elsewhere.address().getPort());
    }

    /// The reply to a request that is sent while Exist cannot be reached there.
    <T> T at(URI nowhere, Supplier<T> request) {
      address = nowhere;
      return nowhere.equals(silentPeer()) ? timer.passingDuring(request) : request.get();
    }

    void clearFaults() {
      fault = null;
      for (Socket socket = struckSockets.poll(); socket != null; socket = struckSockets.poll()) {
        close(socket);
      }
      address = line.address();
      line.clearRequests();
    }

    private static void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
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
      return between.timer.client(() -> between.address, budget, clock);
    }
  }

  @AfterEach
  void heals() {
    between.clearFaults();
    between.timer.reset();
  }
}
