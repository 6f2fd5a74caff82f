package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// Secrets go through every path, well and badly, and are found nowhere, although everything is
/// logged that can be.
@Isolated("reads the log")
class SecrecyTest extends NetworkTest {
  private static final String CANARY = "canary";
  private static final String NOTE = "canaryNoteOfToday";
  private static final String TOKEN = "Token canaryTokenOfNobody";
  private static final String SECRETS =
      "mutation{a:requestToken(username:\"canaryName\",password:\"canaryPassword\"){token}"
          + "b:exchangeAuthorizationCode(code:\"canaryCode\",redirectUri:\"https://canary.example\","
          + "clientId:\"canaryClient\",clientSecret:\"canarySecret\"){token}"
          + "c:refreshAccessToken(refreshToken:\"canaryRefresh\",clientId:\"canaryClient\","
          + "clientSecret:\"canarySecret\"){token}}";
  private static final String WRITE =
      "mutation{updateAttributes(updates:[{name:\"mood_note\",value:\""
          + NOTE
          + "\"}])"
          + "{results{status}}}";
  private static final String READ =
      "{me{username attributes{name value} insights{nodes{text}} averages{overall}}}";

  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level usual = root.getLevel();
  private LogLines log;

  private void listen() {
    log = new LogLines();
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void stopsListening() {
    root.setLevel(usual);
    log.close();
  }

  @Test
  void secretsAreNowhereButOnTheirWay() throws Exception {
    listen();
    useThem();
    NetworkFault.all()
        .filter(reply -> !reply.read().equals("UPSTREAM_TIMEOUT"))
        .forEach(
            line -> {
              begin();
              between.strike(_ -> true, line.conduct());
              useThem();
            });
    between.clearFaults();
    unreadable();
    assertThat(log.lines()).hasSizeGreaterThan(300);
    assertThat(log.lines().stream().filter(line -> line.contains(CANARY)).map(SecrecyTest::brief))
        .isEmpty();
    for (String path : List.of("/actuator/prometheus", "/actuator/health", "/actuator")) {
      assertThat(get(path)).doesNotContain(CANARY);
    }
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .noneMatch(line -> line.contains(CANARY));
  }

  private static String brief(String line) {
    return line.substring(0, Math.min(300, line.length()));
  }

  /// Everything that a secret can be part of; what comes back holds none.
  private void useThem() {
    Stream.of(
            as(TOKEN).query(READ),
            as(TOKEN).query(WRITE),
            as(TOKEN).header("X-Exist-Trace", "true").query(READ),
            as("Basic canaryBasic").query(READ),
            as("Token canaryA").header("Authorization", "Token canaryB").query(READ),
            as("Bearer demo").query(WRITE),
            as("Bearer demo").with("x", NOTE).query("query($x:Int!){me{id}}"),
            new Ask().query(SECRETS))
        .forEach(reply -> assertThat(reply.json().toString()).doesNotContain(CANARY));
  }

  /// Requests that are refused before they are GraphQL.
  private void unreadable() throws IOException {
    String authorization = "Authorization: Token canaryOfAWire\r\n";
    for (String request :
        List.of(
            "GET /graphql?query=canary HTTP/1.1\r\nHost: x\r\n" + authorization + "bad\r\n\r\n",
            "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + authorization + "\r\n",
            "PUT /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + authorization + "\r\n",
            "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + authorization
                + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n\"canary\":",
            "BAD\u0001 /graphql HTTP/9.9\r\n" + authorization + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n" + authorization + "X: " + "y".repeat(9_000) + "\r\n")) {
      try (Socket socket = new Socket("127.0.0.1", gatewayPort())) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(answer).doesNotContain(CANARY);
      } catch (java.net.SocketException cutOff) {
        // nothing was returned at all
      }
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + gatewayPort() + path);
      return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aRefusedRequestIsOneShortLine() throws IOException {
    log = new LogLines();
    unreadable();
    assertThat(log.lines()).isNotEmpty().hasSizeLessThanOrEqualTo(6);
    assertThat(log.lines()).allMatch(line -> line.length() < 300 && !line.strip().contains("\n"));
  }
}
