package io.existgraph.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.idl.SchemaParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/// What comes in over HTTP, however wrong it is: a fixed sentence goes out, and never a 500.
@ExtendWith(OutputCaptureExtension.class)
@Isolated("reads the output")
class HttpHygieneTest extends HttpFace {
  private static final String TYPENAME = "{\"query\":\"{__typename}\"}";

  @Value("${server.netty.idle-timeout}")
  private Duration idleTimeout;

  @Test
  void aByteOrderMarkAndAnyNameOfUtf8AreTaken() {
    assertThat(post("\uFEFF" + TYPENAME).statusCode()).isEqualTo(200);
    for (String charset : List.of("utf-8", "UTF-8", "utf8", "UTF8", "\"utf8\"")) {
      assertThat(post(TYPENAME, "Content-Type", JSON + "; charset=" + charset).statusCode())
          .as(charset)
          .isEqualTo(200);
    }
    assertThat(post("\uFEFF").statusCode()).isEqualTo(400);
    assertThat(post("\uFEFF\uFEFF" + TYPENAME).statusCode()).isEqualTo(400);
  }

  @Test
  void logLinesOfRefusalsNameTheRequest(CapturedOutput output) throws IOException {
    String id = "request-of-this-test";
    for (HttpResponse<String> refused :
        List.of(
            post("[]", "X-Request-Id", id),
            send(request("/nothing/here").header("X-Request-Id", id)),
            send(request("/graphql/schema").DELETE().header("X-Request-Id", id)))) {
      assertThat(refused.headers().firstValue("X-Request-Id")).hasValue(id);
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("Refused a request")))
        .hasSize(3)
        .allMatch(line -> line.endsWith("(" + id + ")"));
  }

  /// What is done then: [SlowClientsTest].
  @Test
  void whoSaysNothingIsHungUpOnLaterThanByBalancers() {
    assertThat(idleTimeout).isBetween(Duration.ofSeconds(65), Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "true",
        "\"{__typename}\"",
        "[]",
        "{",
        "{}",
        "{\"query\":\"{__typename}\"} x",
        "{\"query\":\"{__typename}\"}{\"query\":\"{__typename}\"}",
        "{\"query\":\"{__typename}\",\"query\":\"{me{id}}\"}",
        "{\"query\":\"{__typename}\",\"variables\":{\"a\":{\"b\":1,\"b\":2}}}",
        "{\"query\":null}",
        "{\"query\":\"\"}",
        "{\"query\":0}",
        "{\"query\":true}",
        "{\"query\":[\"{__typename}\"]}",
        "{\"query\":{}}",
        "{\"query\":\"{__typename}\",\"operationName\":1}",
        "{\"query\":\"{__typename}\",\"operationName\":false}",
        "{\"query\":\"{__typename}\",\"operationName\":{}}",
        "{\"query\":\"{__typename}\",\"variables\":1}",
        "{\"query\":\"{__typename}\",\"variables\":[]}",
        "{\"query\":\"{__typename}\",\"variables\":\"{}\"}",
        "{\"query\":\"{__typename}\",\"extensions\":[]}",
        "{\"query\":\"{__typename}\",\"extensions\":true}",
        "{\"query\":\"{__typename}\",\"documentId\":1,\"x\":NaN}",
        "{'query':'{__typename}'}",
        "{\"query\":\"{__typename}\",\"variables\":{\"a\":1e99999999999}}",
        "{\"query\":\"{__typename}\",\"extensions\":{\"a\":[1e-99999999999]}}",
        "{\"query\":\"{__typename}\",\"variables\":{\"a\":1e2147483648}}",
        "{\"query\":\"{__typename}\",\"variables\":{\"a\":[\"good \\ud83d day\"]}}",
        "{\"query\":\"{__typename}\",\"variables\":{\"\\udc00\":1}}",
      })
  void aBodyThatIsNoRequestIsABadRequestInBothMediaTypes(String body) {
    for (String accept : new String[] {JSON, GRAPHQL}) {
      assertRefused(post(body, "Accept", accept), 400);
    }
  }

  @Test
  void whatIsNotUtf8IsABadRequest() {
    assertRefused(post(TYPENAME.getBytes(UTF_16)), 400);
    assertRefused(post(TYPENAME.getBytes(UTF_16LE)), 400);
    assertRefused(post("{\"query\":\"{__typename} #\u00fc\"}".getBytes(ISO_8859_1)), 400);
    assertRefused(post(new byte[] {(byte) 0xc0, (byte) 0x80}), 400);
  }

  /// Clients that batch look for one result in each place.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void aBatchIsRefusedWithAnErrorInEachPlace(int size) {
    String batch = "[" + "{\"query\":\"{__typename}\"},".repeat(size - 1) + TYPENAME + "]";
    for (String accept : List.of(JSON, GRAPHQL)) {
      var response = post(batch, "Accept", accept);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(body(response).isArray()).isTrue();
      assertThat(body(response)).hasSize(size);
      for (JsonNode place : body(response)) {
        assertThat(place.at("/errors/0/message").asString())
            .startsWith("Batches are not supported");
        assertThat(place.at("/errors/0/extensions/code").asString()).isEqualTo("BAD_REQUEST");
        assertThat(place.at("/errors/0/extensions/retryable").asBoolean(true)).isFalse();
      }
    }
  }

  @Test
  void aLargeBatchHasOneErrorInAll() {
    assertRefused(post("[" + "1,".repeat(100) + "1]"), 400);
  }

  @Test
  void deepNestingAndLongNumbersAreBadRequests() {
    String deep = "[".repeat(100_000);
    assertRefused(post("{\"query\":\"{__typename}\",\"variables\":{\"a\":" + deep), 400);
    String number = "1".repeat(5_000);
    assertRefused(post("{\"query\":\"{__typename}\",\"variables\":{\"a\":" + number + "}}"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/graphql+json",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/*",
        "*/*",
        "json",
        "application/json, text/plain",
      })
  void anotherContentTypeIsRefused(String type) {
    assertRefused(post(TYPENAME, "Content-Type", type), 415);
  }

  @Test
  void noContentTypeOrAnEncodedBodyIsRefused() {
    assertRefused(send(request("/graphql").POST(BodyPublishers.ofString(TYPENAME))), 415);
    assertRefused(post(TYPENAME, "Content-Encoding", "gzip"), 415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json; charset=\"utf-8\"",
      })
  void jsonInUtf8IsTaken(String type) {
    assertThat(post(TYPENAME, "Content-Type", type).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | application/json",
        "application/json; charset=utf-8 | application/json",
        "APPLICATION/JSON | application/json",
        "application/graphql-response+json | application/graphql-response+json",
        "application/graphql-response+json; charset=utf-8 | application/graphql-response+json",
        "application/graphql-response+json, application/json;q=0.9 |"
            + " application/graphql-response+json",
        "application/graphql-response+json;q=0.1, application/json;q=0.9 | application/json",
        "application/json, application/graphql-response+json | application/graphql-response+json",
        "*/* | application/json",
        "application/* | application/json",
        "text/html, */*;q=0.1 | application/json",
        "application/json;q=0, */* | application/graphql-response+json",
        "text/event-stream, application/json | application/json",
        "multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json |"
            + " application/graphql-response+json",
      })
  void theBestLikedMediaTypeIsAnswered(String accept, String answered) {
    var response = post(TYPENAME, "Accept", accept);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith(answered + ";charset=UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "text/event-stream",
        "image/*",
        "application/json;q=0",
        "*/*;q=0",
        "application/json;charset=utf-16",
        "nonsense",
      })
  void anAcceptHeaderThatNothingMeetsIsRefused(String accept) {
    assertRefused(post(TYPENAME, "Accept", accept), 406);
  }

  @Test
  void aBodyAtTheLimitIsTakenAndOneByteMoreIsNot() {
    assertThat(post(padded(512 * 1024)).statusCode()).isEqualTo(200);
    assertRefused(post(padded(512 * 1024 + 1)), 413);
    assertRefused(post(padded(8 << 20)), 413);
  }

  @Test
  void aBodyOfUnknownLengthIsCountedAsItComes() {
    assertThat(streamed(512 * 1024).statusCode()).isEqualTo(200);
    assertRefused(streamed(512 * 1024 + 1), 413);
  }

  private HttpResponse<String> streamed(int length) {
    byte[] bytes = padded(length);
    return send(
        request("/graphql")
            .header("Content-Type", JSON)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
  }

  private static byte[] padded(int length) {
    byte[] padded = new byte[length];
    Arrays.fill(padded, (byte) ' ');
    byte[] body = TYPENAME.getBytes(UTF_8);
    System.arraycopy(body, 0, padded, 0, body.length);
    return padded;
  }

  @Test
  void aQueryByGetIsAnswered() {
    var response =
        get(
            "query", "query A($n:Boolean!){a:__typename @include(if:$n)} query B{b:__typename}",
            "operationName", "A",
            "variables", "{\"n\":true}",
            "extensions", "{}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body(response).at("/data/a").asString()).isEqualTo("Query");
  }

  @Test
  void aMutationByGetIsNotAllowedInEitherMediaType() {
    for (String accept : new String[] {JSON, GRAPHQL}) {
      var request = request("/graphql" + query("query", "mutation{__typename}"));
      var response = send(request.header("Accept", accept));
      assertRefused(response, 405);
      assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }
    String two = "query A{__typename} mutation B{__typename}";
    assertRefused(get("query", two, "operationName", "B"), 405);
    assertThat(get("query", two, "operationName", "A").statusCode()).isEqualTo(200);
  }

  @Test
  void aGetThatIsNoRequestIsABadRequest() {
    assertRefused(get(), 400);
    assertRefused(get("query", ""), 400);
    assertRefused(get("query", "{__typename}", "query", "{me{id}}"), 400);
    assertRefused(get("query", "{__typename}", "variables", "["), 400);
    assertRefused(get("query", "{__typename}", "variables", "[]"), 400);
    assertRefused(get("query", "{__typename}", "extensions", "1"), 400);
    assertRefused(get("query", "{__typename}", "variables", "{\"a\":1,\"a\":2}"), 400);
  }

  @Test
  void aLongQueryByGetIsAnswered() {
    assertThat(get("query", "{__typename}" + " ".repeat(10_000)).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsTooLongToBeReadIsRefusedWithTheHeadersOfEveryAnswer() {
    var address = request("/graphql" + query("query", "\u00e4".repeat(20_000)));
    var header = request("/graphql").header("X-Long", "x".repeat(20_000));
    for (var request : List.of(address, header)) {
      var response = send(request);
      assertThat(response.statusCode()).isIn(414, 431);
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().allValues("Vary")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/graphql", "/graphql/schema", "/graphiql", "/"})
  void whatMayBeAskedOfAPageIsTold(String path) {
    var options = send(request(path).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow").orElseThrow()).contains("GET", "HEAD");
    var delete = send(request(path).DELETE());
    assertThat(delete.statusCode()).isEqualTo(405);
    assertThat(delete.headers().firstValue("Allow").orElseThrow()).contains("GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZZ\r\n", "5\r\n{\"que\r\nQQ\r\n", "11111111111111111\r\n{"})
  void chunksThatAreNoneAreABadRequestAndNoDefect(String body, CapturedOutput output)
      throws IOException {
    String head =
        "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", address("/").getPort())) {
      socket.getOutputStream().write((head + body).getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("no-store");
    }
    assertThat(run("{__typename}").statusCode()).isEqualTo(200);
    assertThat(output.getAll()).doesNotContain("ERROR", "\tat ");
    assertThat(send(request("/actuator/prometheus")).body())
        .doesNotContain("IllegalStateException", "status=\"500\"");
  }

  @Test
  void withoutASettingNoOriginIsAllowedAnything() {
    var preflight =
        request("/graphql")
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", "https://app.example")
            .header("Access-Control-Request-Method", "POST");
    for (var request :
        new HttpRequest.Builder[] {preflight, request("/graphql?query=%7Bme%7Bid%7D%7D")}) {
      var headers = send(request.header("Origin", "https://app.example")).headers().map();
      assertThat(headers.keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }
  }

  @Test
  void headIsAGetWithoutABody() {
    var path = "/graphql" + query("query", "{__typename}");
    var response = send(request(path).method("HEAD", BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Type")).isPresent();
  }

  @Test
  void optionsTellsTheMethods() {
    var response = send(request("/graphql").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  void otherMethodsAreNotAllowed(String method) {
    var response = send(request("/graphql").method(method, BodyPublishers.ofString(TYPENAME)));
    assertRefused(response, 405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
  }

  @Test
  void statusesFollowTheMediaType() {
    for (String document : new String[] {"{", "{nonsense}", "query($a:Int!){node(id:$a){id}}"}) {
      String body = json(Map.of("query", document));
      assertThat(post(body, "Accept", JSON).statusCode()).isEqualTo(200);
      assertThat(post(body, "Accept", GRAPHQL).statusCode()).isEqualTo(400);
    }
    String partial = json(Map.of("query", "{me{id}}"));
    assertThat(post(partial, "Accept", GRAPHQL).statusCode()).isEqualTo(200);
    assertThat(code(post(partial, "Accept", GRAPHQL))).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void anOperationThatIsNotInTheDocumentIsABadRequest() {
    var response =
        post(json(Map.of("query", "query A{__typename}", "operationName", "B")), "Accept", GRAPHQL);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(code(response)).isEqualTo("BAD_REQUEST");
  }

  @Test
  void errorsAreFewAndRepeatNothingThatWasSent() {
    assertThat(messages(run("{a b c d e f g h i}"))).hasSize(5);
    String secret = "mutation{requestToken(username:\"a\",password:{b:\"swordfish\"}){__typename}}";
    assertThat(run(secret).body()).doesNotContain("swordfish", "Value{");
    assertThat(run("{user(username:12345){id}}").body()).doesNotContain("12345", "Value{");
    assertThat(run("query($a:String=67890){user(username:$a){id}}").body())
        .doesNotContain("67890", "Value{");
    String variable =
        "{\"query\":\"query($a:[ID!]!){nodes(ids:$a){id}}\",\"variables\":{\"a\":{\"b\":4711}}}";
    assertThat(post(variable).body()).doesNotContain("4711");
    assertThat(run("{user(username:\"swordfish\" \"swordfish\")}").body())
        .doesNotContain("swordfish");
    assertThat(run("{" + "x".repeat(100_000) + "}").body()).hasSizeLessThan(1_000);
  }

  @Test
  void unknownPathsTellNothing() {
    for (String path :
        new String[] {
          "/dashboard/", "/nothing", "/graphql/x", "/actuator/env", "/actuator/health/x"
        }) {
      var response = send(request(path));
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).doesNotContain("Exception", "trace", "org.spring");
      assertThat(message(response)).isEqualTo("Not found.");
    }
  }

  @Test
  void introspectionListsTheDirectivesOfTheSchemaText() {
    Set<String> offered = new TreeSet<>();
    body(run("{__schema{directives{name}}}"))
        .at("/data/__schema/directives")
        .forEach(directive -> offered.add(directive.at("/name").asString()));
    Set<String> defined =
        new TreeSet<>(Set.of("deprecated", "include", "oneOf", "skip", "specifiedBy"));
    new SchemaParser()
        .parse(send(request("/graphql/schema")).body())
        .getDirectiveDefinitions()
        .keySet()
        .forEach(defined::add);
    assertThat(offered).isEqualTo(defined);
  }

  /// Those that the engine adds, and one that no server has to know.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{me{...on User@defer{username}}}",
        "{me{...F@defer(label:\"later\")}}fragment F on User{username}",
        "query@experimental_disableErrorPropagation{me{username}}",
        "{me{attributes@stream(initialCount:1){name}}}"
      })
  void aDirectiveThatIsNotOfferedIsInvalid(String document) {
    for (int i = 0; i < 2; i++) {
      JsonNode reply = body(run(document));
      JsonNode error = reply.at("/errors/0");
      assertThat(error.at("/message").asString()).contains("Unknown directive");
      assertThat(error.at("/locations/0/column").asInt()).isPositive();
      assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
      assertThat(reply.path("data").isMissingNode() || reply.path("data").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/graphql/schema", "/graphql/schema.graphql"})
  void theSchemaIsText(String path) {
    var response = send(request(path));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
    assertThat(response.body()).contains("type Query {").doesNotContain("query Dashboard");
    assertThat(send(request(path).DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void aSlashAfterThePathOfTheEndpointChangesNothing() {
    var post =
        request("/graphql/").header("Content-Type", JSON).POST(BodyPublishers.ofString(TYPENAME));
    assertThat(body(send(post)).at("/data/__typename").asString()).isEqualTo("Query");
    var get = request("/graphql/" + query("query", "{__typename}"));
    assertThat(body(send(get)).at("/data/__typename").asString()).isEqualTo("Query");
    assertThat(send(request("/graphql/").DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void aLongAnswerIsCompressedForAClientThatTakesIt() throws Exception {
    for (String accept : new String[] {JSON, GRAPHQL}) {
      var request =
          request("/graphql" + query("query", "{__schema{types{name description}}}"))
              .header("Accept-Encoding", "gzip")
              .header("Accept", accept);
      try (HttpClient client = HttpClient.newHttpClient()) {
        var response = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (var unzipped = new GZIPInputStream(response.body())) {
          assertThat(new String(unzipped.readAllBytes(), UTF_8)).contains("\"Query\"");
        }
      }
    }
  }

  @Test
  void anAddressThatCannotBeReadIsABadRequest() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", address("").getPort())) {
      String lines = "GET /graphql?query=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(lines.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Exception");
    }
  }

  private static void assertRefused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(code(response)).isEqualTo("BAD_REQUEST");
    assertThat(body(response).at("/errors/0/extensions/retryable").asBoolean()).isFalse();
    assertThat(message(response)).isNotBlank().doesNotContain("Exception", "jackson");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }
}
