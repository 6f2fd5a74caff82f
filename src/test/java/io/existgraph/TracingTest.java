package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// With tracing on there is a span of the operation and one of each exchange below it; none holds a
/// secret, and Exist hears nothing of them.
@SpringBootTest(webEnvironment = RANDOM_PORT, properties = "management.tracing.export.enabled=true")
@Isolated("reads the log")
class TracingTest {
  private static final List<Map<String, List<String>>> HEADERS = new CopyOnWriteArrayList<>();
  private static final HttpServer EXIST = exist();

  @Autowired private Spans spans;
  @Autowired private SdkTracerProvider provider;
  @LocalServerPort private int port;

  private static HttpServer exist() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(address, 0);
      server.createContext(
          "/",
          exchange -> {
            HEADERS.add(Map.copyOf(exchange.getRequestHeaders()));
            byte[] body =
                "{\"id\": 1, \"username\": \"canary-name\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @AfterAll
  static void stop() {
    EXIST.stop(0);
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("exist.api.base-url", () -> "http://127.0.0.1:" + EXIST.getAddress().getPort());
  }

  @TestConfiguration
  static class Collector {
    @Bean
    Spans spans() {
      return new Spans();
    }
  }

  static final class Spans implements SpanExporter {
    private final List<SpanData> reply = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      reply.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    SpanData named(String name) {
      return reply.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }
  }

  private void ask() throws Exception {
    String body =
        """
        {"query": "query Q($n: String!){me{username} user(username: $n){username}}",
         "variables": {"n": "canary-variable"}}
        """;
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Token canary-secret")
            .header("baggage", "user=canary-baggage,broken canary-baggage")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .POST(BodyPublishers.ofString(body))
            .build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    assertThat(answer).contains("canary-name");
    provider.forceFlush().join(10, TimeUnit.SECONDS);
  }

  @Test
  void anExchangeIsBelowItsOperationAndTheOperationBelowItsRequest() throws Exception {
    ask();
    SpanData request = spans.named("http post /graphql");
    SpanData operation = spans.named("graphql query");
    SpanData exchange = spans.named("GET /api/1/users/{}/today/");
    assertThat(request.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(operation.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(exchange.getParentSpanId()).isEqualTo(operation.getSpanId());
    assertThat(exchange.getTraceId()).isEqualTo(request.getTraceId());
    assertThat(exchange.getAttributes().asMap().toString()).contains("status_code", "200");
  }

  @Test
  void noSpanHoldsASecretAVariableOrAValue() throws Exception {
    ask();
    lookFor("/nowhere?token=canary-of-an-address");
    lookFor("/graphql?query={__typename}&variables={\"canary\":1}&canary=1");
    provider.forceFlush().join(10, TimeUnit.SECONDS);
    assertThat(spans.reply).hasSizeGreaterThan(3);
    assertThat(spans.reply)
        .allSatisfy(
            span ->
                assertThat("" + span + span.getAttributes() + span.getEvents() + span.getStatus())
                    .doesNotContain("canary"));
  }

  private void lookFor(String path) throws Exception {
    String encoded = path.replace("{", "%7B").replace("}", "%7D").replace("\"", "%22");
    URI address = URI.create("http://127.0.0.1:" + port + encoded);
    var request = HttpRequest.newBuilder(address).build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .isNotEmpty();
  }

  @Test
  void theBaggageOfClientsIsNotLogged() throws Exception {
    Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT");
    Level usual = root.getLevel();
    try (LogLines log = new LogLines()) {
      root.setLevel(Level.TRACE);
      ask();
      root.setLevel(usual);
      assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("canary-baggage"));
    }
  }

  @Test
  void existHearsNothingOfTheTrace() throws Exception {
    ask();
    assertThat(HEADERS)
        .isNotEmpty()
        .allSatisfy(
            headers ->
                assertThat(headers.keySet())
                    .containsOnly(
                        "Authorization", "Accept", "Accept-encoding", "User-agent", "Host"));
  }
}
