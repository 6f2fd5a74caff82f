package io.existgraph;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// A ready answer that its client takes slowly, while the gateway is stopped.
@Timeout(60)
class ReadyShutdownTest {
  private static final String BODY =
      "{\"query\":\"{me{attributes{name values(last:300){date value}}}}\"}";

  private static String request() {
    return "POST /graphql HTTP/1.1\r\n"
        + "Host: x\r\n"
        + "Authorization: Token demo\r\n"
        + "Content-Type: application/json\r\n"
        + "Content-Length: "
        + BODY.length()
        + "\r\n\r\n"
        + BODY;
  }

  /// Takes few bytes at once, so that most of an answer stays with the gateway.
  private static Socket ask(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.getOutputStream().write(request().getBytes(US_ASCII));
    return socket;
  }

  private static void warm(int port) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
              .header("Authorization", "Token demo")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(BODY))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).hasSizeGreaterThan(200_000);
    }
  }

  @Test
  void isSentWhole() throws Exception {
    ConfigurableApplicationContext gateway =
        new SpringApplicationBuilder(ExistGraphApplication.class)
            .profiles("demo")
            .properties("server.port=0", "server.address=127.0.0.1", "exist.shutdown.delay=0s")
            .run();
    int port = ((WebServerApplicationContext) gateway).getWebServer().getPort();
    var hits =
        gateway.getBean(MeterRegistry.class).get("existgraph.ready").tag("result", "hit").counter();
    warm(port);
    warm(port);
    try (Socket socket = ask(port)) {
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      Thread closing = Thread.ofVirtual().start(gateway::close);
      assertThat(closing.join(Duration.ofSeconds(2))).isFalse();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).endsWith("}}}}");
      closing.join();
    }
    assertThat(hits.count()).isEqualTo(1);
  }
}
