package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.RateLimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole gateway over real HTTP, at a given time. `no-cache` reads everything afresh.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "exist.cache.no-cache-floor=0s")
@Import(GivenTime.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class GatewayOverHttp {
  protected static final Instant NOON = Instant.parse("2026-11-24T02:00:00Z");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired protected GivenClock clock;
  @Autowired protected CallerCaches caches;
  @Autowired protected RateLimiter budget;
  @LocalServerPort private int port;

  /// Begins with an empty memory and a full hour.
  protected void forget(String... credentials) {
    for (String credential : credentials) {
      caches.forget(new Credential(credential).callerId());
      budget.forget(new Credential(credential).callerId());
    }
  }

  protected int gatewayPort() {
    return port;
  }

  protected Ask as(String credential) {
    return new Ask().header("Authorization", credential);
  }

  /// A request to the gateway, as it is put together.
  protected final class Ask {
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final List<String> headers = new ArrayList<>();
    private int gateway = port;

    /// Sends it to another gateway.
    public Ask to(int otherPort) {
      gateway = otherPort;
      return this;
    }

    public Ask header(String name, String value) {
      headers.add(name);
      headers.add(value);
      return this;
    }

    public Ask with(String variable, Object value) {
      variables.put(variable, value);
      return this;
    }

    public HttpRequest request(String document) {
      String body = JSON.writeValueAsString(Map.of("query", document, "variables", variables));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway + "/graphql"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      if (!headers.isEmpty()) {
        request.headers(headers.toArray(String[]::new));
      }
      return request.build();
    }

    public Reply query(String document) {
      try {
        return new Reply(
            JSON.readTree(HTTP.send(request(document), BodyHandlers.ofString()).body()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// An answer of the gateway.
  protected record Reply(JsonNode json) {
    public JsonNode at(String path) {
      return json.at("/data/" + path);
    }

    public JsonNode exist() {
      return json.at("/extensions/exist");
    }

    public List<String> codes() {
      List<String> codes = new ArrayList<>();
      json.path("errors").forEach(error -> codes.add(error.at("/extensions/code").asString()));
      return codes;
    }

    public List<String> all(String path, String field) {
      List<String> texts = new ArrayList<>();
      at(path).forEach(row -> texts.add(row.path(field).asString()));
      return texts;
    }

    public Reply withoutErrors() {
      assertThat(json.path("errors").isMissingNode()).as(json.path("errors").toString()).isTrue();
      return this;
    }
  }
}
