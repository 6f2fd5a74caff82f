package io.existgraph.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.LogLines;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that cannot be read, or could be read in two ways: each is answered with a status, a
/// code and the headers of every answer, and no part of it is repeated or logged.
@Isolated("reads the log")
class RefusedRequestsTest extends HttpFace {
  private static final String CANARY = "canary";
  private static final String TYPENAME = "?query=%7B__typename%7D";
  private static final String HOST = "Host: a\r\n";
  private static final String JSON_TYPE = "Content-Type: application/json\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/graphql?query=[canary",
        "/graphql?query=canary]",
        "/graphql?query={canary}",
        "/graphql?query=\"canary\"",
        "/graphql?query=<canary>",
        "/graphql?query=canary|^`\\",
        "/graphql?query=\u00e4canary",
        "/graphql?query=canary\u00ff",
        "/graphql?query=%zzcanary",
        "/graphql?query=canary%",
        "/graphql?query=canary%4",
        "/graphql?query=\u0001canary",
        "/graphql?query=canary\u007f",
        "/graphql?query=a canary",
        "/graphql?query=%7B__typename%7D#canary",
        "/gr\u00e4phql/canary",
        "/graphql\u0000canary",
        "/graphql%00canary",
        "/graphql%20canary",
        "/graphql\\canary",
        "/canary%ff%c0%80",
      })
  void aTargetThatIsNoneIsABadRequest(String target) throws IOException {
    assertRefused(400, "BAD_REQUEST", "GET " + target + " HTTP/1.1\r\n" + HOST);
  }

  /// What a proxy in front may have read as another path.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/graphql;x=canary",
        "/graphql;",
        "/;canary/graphql",
        "/actuator;/prometheus",
        "/actuator/prometheus;canary",
        "//graphql",
        "/actuator//prometheus",
        "/canary/../graphql",
        "/./graphql",
        "/graphql/.",
        "/graphql/..",
        "/canary/%2e%2e/graphql",
        "/canary/.%2E/graphql",
        "/%67raphql",
        "/%61ctuator/prometheus",
        "/actuator%2fprometheus",
        "/actuator%5cprometheus",
        "/actuator\\prometheus",
        "/graphiql/assets%2f..%2fcanary",
        "http://a/graphql",
        "http://canary/graphql",
        "canary://[",
        "graphql",
        "*",
      })
  void aPathThatCanBeReadInTwoWaysIsABadRequest(String path) throws IOException {
    String target = path.equals("*") ? path : path + TYPENAME;
    assertRefused(400, "BAD_REQUEST", "GET " + target + " HTTP/1.1\r\n" + HOST);
  }

  static Stream<String> unreadable() {
    String get = "GET /graphql" + TYPENAME + " HTTP/1.1\r\n";
    String post = "POST /graphql HTTP/1.1\r\n" + HOST + JSON_TYPE;
    return Stream.of(
        "GET /graphql?query=canary\r\n" + HOST,
        "GET /graphql?query=canary HTTP/2.0\r\n" + HOST,
        "GET /graphql?query=canary HTTP/1.2\r\n" + HOST,
        "GET /graphql?query=canary HTTP/9.9\r\n" + HOST,
        "GET /graphql?query=canary CANARY/1.1\r\n" + HOST,
        "CONNECT canary:80 HTTP/1.1\r\n" + HOST,
        "G\u00e4canary /graphql HTTP/1.1\r\n" + HOST,
        "CANARY".repeat(6) + " /graphql HTTP/1.1\r\n" + HOST,
        get,
        get + HOST + HOST,
        get + "Host: canary /x\r\n",
        get + "Host: canary[]@\r\n",
        get + "Host: a:canary\r\n",
        get + "Host: a:65536\r\n",
        get + HOST + "X-Canary : 1\r\n",
        get + HOST + "canary\r\n",
        get + HOST + "X: \u0001canary\r\n",
        get + HOST + "X: \u0000canary\r\n",
        get + HOST + "X: a\rcanary: 1\r\n",
        get + HOST + "X(canary): 1\r\n",
        get.replace("\r", "") + HOST.replace("\r", ""),
        post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\ncanary",
        post + "Content-Length: 6\r\nContent-Length: 6\r\n\r\ncanary",
        post + "Content-Length: -6\r\n\r\ncanary",
        post + "Content-Length: +6\r\n\r\ncanary",
        post + "Content-Length: canary\r\n",
        post + "Content-Length: 99999999999999999999\r\n",
        post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n6\r\ncanary\r\n0\r\n",
        post + "Transfer-Encoding: canary\r\n",
        post + "Transfer-Encoding: xchunked\r\n\r\n6\r\ncanary\r\n0\r\n",
        post + "Content-Length: 8\r\n\r\n\"canary\"",
        post + "Content-Length: 9\r\n\r\n{\"canary\":",
        post + "Transfer-Encoding: chunked\r\n\r\nZcanary\r\n");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void aRequestThatCannotBeReadIsABadRequest(String request) throws IOException {
    assertRefused(400, "BAD_REQUEST", request);
  }

  @Test
  void whatIsTooLongOrToBeFoundNowhereHasItsOwnStatus() throws IOException {
    String get = "GET /graphql" + TYPENAME + " HTTP/1.1\r\n" + HOST;
    assertRefused(
        414, "BAD_REQUEST", "GET /graphql?query=" + CANARY.repeat(8_000) + " HTTP/1.1\r\n" + HOST);
    assertRefused(431, "BAD_REQUEST", get + "X: " + CANARY.repeat(3_000) + "\r\n");
    assertRefused(431, "BAD_REQUEST", get + "canary: 1\r\n".repeat(3_000));
    assertRefused(404, "NOT_FOUND", "GET /canary?canary=canary HTTP/1.1\r\n" + HOST);
    assertRefused(404, "NOT_FOUND", "GET /graphiql/assets/canary HTTP/1.1\r\n" + HOST);
    assertRefused(404, "NOT_FOUND", "GET /actuator/health/canary HTTP/1.1\r\n" + HOST);
    assertRefused(405, "BAD_REQUEST", "CANARY /graphql HTTP/1.1\r\n" + HOST);
    assertRefused(405, "BAD_REQUEST", "CANARY /graphql/schema HTTP/1.1\r\n" + HOST);
    assertRefused(405, "BAD_REQUEST", "CANARY /actuator/health HTTP/1.1\r\n" + HOST);
    assertRefused(406, "BAD_REQUEST", get + "Accept: canary\r\n");
    assertRefused(
        406,
        "BAD_REQUEST",
        "GET /actuator/prometheus HTTP/1.1\r\n" + HOST + "Accept: canary/*\r\n");
    assertRefused(
        415, "BAD_REQUEST", "POST /graphql HTTP/1.1\r\n" + HOST + "Content-Type: canary\r\n");
  }

  private void assertRefused(int status, String code, String request) throws IOException {
    String token = "Authorization: Token canaryToken\r\nX-Request-Id: canary\u00e4\r\n";
    try (LogLines log = new LogLines()) {
      String answer = raw(closing(request, token));
      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      assertThat(answer).contains("\"code\":\"" + code + "\"", "\"retryable\":false");
      assertThat(answer.toLowerCase()).contains("cache-control: no-store", "x-request-id: ");
      assertThat(answer.toLowerCase()).doesNotContain(CANARY);
      assertThat(log.lines()).isNotEmpty();
      assertThat(log.lines()).noneMatch(line -> line.toLowerCase().contains(CANARY));
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
  }

  /// The request with these headers and the one that ends the connection, after its first line.
  private static String closing(String request, String headers) {
    int end = request.indexOf('\n') + 1;
    String whole = request.substring(0, end) + headers + "Connection: close\r\n";
    return whole + request.substring(end) + "\r\n";
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", address("").getPort())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void nothingOfARefusedDocumentOrItsVariablesIsLogged() {
    try (LogLines log = new LogLines()) {
      for (String document :
          List.of(
              "{canary}",
              "{canary",
              "{me{canary:id canary:username}}",
              "{user(username:\"canary\" canary)}",
              "query canary($canary:Int){me{id}}",
              "query($canary:Canary){me{id}}",
              "{...canary}",
              "{canary:user(username:\"canary\"){canary:id}}",
              "{me{id @canary(canary:\"canary\")}}")) {
        var _ = run(document);
        var _ = get("query", document, "operationName", CANARY, "variables", "{\"canary\":1}");
        var _ = get("query", document, "variables", "{\"canary\":\"canary\"");
        var _ =
            post(
                json(
                    Map.of(
                        "query",
                        document,
                        "operationName",
                        CANARY,
                        "variables",
                        Map.of(CANARY, List.of(CANARY)),
                        "extensions",
                        Map.of("persistedQuery", CANARY))),
                "Authorization",
                "Token canary");
      }
      assertThat(log.lines()).isNotEmpty();
      assertThat(log.lines()).noneMatch(line -> line.toLowerCase().contains(CANARY));
    }
  }
}
