package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Requests that their operation's deadline or their client cancels end without a word in the log.
@TestPropertySource(properties = "exist.limits.operation-timeout=600ms")
@Import(GivenTimer.class)
@Isolated("reads the log")
class CancelledRequestsTest extends GatewayTest {
  private static final String READ = "{me{insights(first:1){nodes{text}}}}";
  private static final String WRITE =
      "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-24\",value:7}])"
          + "{results{status}}}";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private ExchangeTimer timer;
  private final Sinks.One<Boolean> release = Sinks.one();
  private LogLines log;

  @BeforeEach
  void listen() {
    timer.reset();
    log = new LogLines();
  }

  @AfterEach
  void isSilent() {
    release.tryEmitValue(true);
    exist.clearFaults();
    for (int i = 0; i < 3; i++) { // on the same connections, behind what was cancelled
      forget("Bearer demo");
      awaitAnswer();
    }
    log.close();
    assertThat(log.lines())
        .noneMatch(line -> line.startsWith("ERROR"))
        .noneMatch(line -> line.contains("onErrorDropped") || line.contains("dropped"));
  }

  private Ask reader() {
    return as("Bearer demo");
  }

  /// Waits until Exist answers a read within the short time of an operation.
  private void awaitAnswer() {
    await(() -> reader().header("Cache-Control", "no-cache").query(READ).codes().isEmpty());
  }

  private void hold(Mono<?> until) {
    exist.fault(
        seen -> seen.target().contains("insights") || seen.method().equals("POST"),
        new InjectedFault.HeldResponse(until));
  }

  /// Beyond the time of the exchange.
  private void holdTooLong() {
    hold(timer.expiry().then(release.asMono()));
  }

  @Test
  void aReadAtItsDeadline() {
    holdTooLong();
    assertThat(reader().query(READ).codes()).containsExactly("UPSTREAM_TIMEOUT");
  }

  @Test
  void aWriteAtItsDeadline() {
    holdTooLong();
    Reply reply = reader().query(WRITE);
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("UNKNOWN");
  }

  @Test
  void readsThatShareARequestAtTheirDeadlines() {
    holdTooLong();
    List<CompletableFuture<Reply>> replies =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> reader().query(READ)))
            .limit(3)
            .toList();
    replies.forEach(reply -> assertThat(reply.join().codes()).containsExactly("UPSTREAM_TIMEOUT"));
    assertThat(sent()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void aRefreshBehindAnAnswer() {
    awaitAnswer();
    sent();
    clock.pass(Duration.ofMinutes(20));
    holdTooLong();
    Reply reply = reader().query(READ).withoutErrors();
    assertThat(reply.exist().path("requests").asInt()).isZero();
    await(() -> exist.requests().size() == 1);
    assertThat(reader().query(READ).withoutErrors().exist().path("stale").asBoolean()).isFalse();
  }

  /// With the request on its way to Exist, and no answer yet.
  @ParameterizedTest
  @ValueSource(strings = {READ, WRITE})
  void aClientThatLeaves(String document) throws IOException {
    hold(release.asMono());
    exist.clearRequests();
    try (Socket first = connection(document);
        Socket _ = connection(document)) {
      await(
          () ->
              exist.requests().stream()
                  .anyMatch(
                      seen -> seen.target().contains("insights") || seen.method().equals("POST")));
      first.setSoLinger(true, 0); // resets the connection
    }
  }

  private Socket connection(String document) throws IOException {
    HttpRequest request = reader().request(document);
    String body = "{\"query\":\"" + document.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), request.uri().getPort());
    String head =
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer demo\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
