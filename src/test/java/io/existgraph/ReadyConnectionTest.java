package io.existgraph;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ready answers on connections that are used in unusual ways.
@TestPropertySource(
    properties = {
      "management.server.port=0",
      "management.server.address=127.0.0.1",
      "server.address=127.0.0.1"
    })
@Timeout(60)
class ReadyConnectionTest extends GatewayTest {
  private static final List<String> CALLERS = List.of("demo", "demo2");
  private static final int REQUESTS = 60;
  private static final int DOCUMENTS = 4;

  @Autowired private MeterRegistry meters;

  @Value("${local.management.port}")
  private int managementPort;

  private double hits() {
    return meters.get("existgraph.ready").tag("result", "hit").counter().count();
  }

  private static String request(String caller, String document, String headers) {
    String body = "{\"query\":\"" + document + "\"}";
    return "POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Token "
        + caller
        + "\r\nContent-Type: application/json\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String document(int number) {
    return "{me{a" + number + ":username attributes{name value values(last:20){date value}}}}";
  }

  private Socket connect(int to) throws IOException {
    Socket socket = new Socket("127.0.0.1", to);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// Asks every document twice for each caller.
  private void warm() throws IOException {
    try (Socket socket = connect(gatewayPort())) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < 2 * DOCUMENTS; i++) {
        for (String caller : CALLERS) {
          write(socket, request(caller, document(i % DOCUMENTS), ""));
          answer(in);
        }
      }
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the connection ended after " + line);
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  private static JsonNode answer(InputStream in) throws IOException {
    assertThat(line(in)).isEqualTo("HTTP/1.1 200 OK");
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return JsonMapper.shared().readTree(new String(in.readNBytes(length), UTF_8));
  }

  /// Some of the requests are never ready: those with a header that traces them.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void pipelinedRequestsAreAnsweredInTheirOrder(long seed) throws Exception {
    warm();
    Random random = new Random(seed);
    StringBuilder sent = new StringBuilder();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      String caller = CALLERS.get(random.nextInt(CALLERS.size()));
      int number = random.nextInt(DOCUMENTS);
      String unusual = random.nextInt(3) == 0 ? "X-Exist-Trace: true\r\n" : "";
      sent.append(request(caller, document(number), unusual));
      asked.add("a" + number + "=" + caller);
    }
    try (Socket socket = connect(gatewayPort())) {
      Thread writer = Thread.ofVirtual().start(() -> send(socket, sent.toString(), random));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      List<String> answered = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        var me = answer(in).path("data").path("me").properties().iterator().next();
        answered.add(me.getKey() + "=" + me.getValue().asString());
      }
      assertThat(answered).isEqualTo(asked);
      writer.join();
    }
  }

  private static void send(Socket socket, String text, Random random) {
    byte[] bytes = text.getBytes(US_ASCII);
    int from = 0;
    try {
      while (from < bytes.length) {
        int length = Math.min(bytes.length - from, 1 + random.nextInt(900));
        socket.getOutputStream().write(bytes, from, length);
        from += length;
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void anAnswerIsStoredForItsOwnRequestAlone() throws IOException {
    try (Socket socket = connect(gatewayPort())) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int round = 0; round < 4; round++) {
        StringBuilder both = new StringBuilder();
        CALLERS.forEach(caller -> both.append(request(caller, document(0), "")));
        write(socket, both.toString());
        for (String caller : CALLERS) {
          assertThat(answer(in).at("/data/me/a0").asString()).isEqualTo(caller);
        }
      }
    }
  }

  @Test
  void anAnswerToAConnectionThatStaysOpenIsReady() throws IOException {
    warm();
    double before = hits();
    try (Socket socket = connect(gatewayPort())) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int round = 0; round < 5; round++) {
        for (String caller : CALLERS) {
          write(socket, request(caller, document(1), ""));
          assertThat(answer(in).at("/data/me/a1").asString()).isEqualTo(caller);
        }
      }
      assertThat(hits() - before).isEqualTo(10);
      write(socket, request("demo", document(1), "Connection: close\r\n"));
      assertThat(answer(in).at("/data/me/a1").asString()).isEqualTo("demo");
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /actuator/health 200",
        "POST /graphql 404",
        "POST /graphql/ 404",
        "GET /graphql/schema 404",
        "GET /graphiql 404",
        "GET /.well-known/anything 404",
        "GET / 404"
      })
  void thePortOfHealthAndMetricsServesNothingElse(String request) throws Exception {
    String[] words = request.split(" ");
    URI address = URI.create("http://127.0.0.1:" + managementPort + words[1]);
    BodyPublisher body = BodyPublishers.ofString("{\"query\":\"{__typename}\"}");
    var sent =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .method(words[0], words[0].equals("GET") ? BodyPublishers.noBody() : body)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(sent, BodyHandlers.discarding()).statusCode())
          .isEqualTo(Integer.parseInt(words[2]));
    }
  }

  @Test
  void thePortOfHealthAndMetricsHasNoReadyAnswers() throws IOException {
    warm();
    double before = hits();
    try (Socket socket = connect(managementPort)) {
      write(socket, request("demo", document(1), ""));
      assertThat(line(socket.getInputStream())).isNotEmpty();
      assertThat(hits() - before).isZero();
    }
  }
}
