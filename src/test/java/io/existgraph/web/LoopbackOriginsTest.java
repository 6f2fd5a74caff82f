package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GatewayTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The demo, whose answers the pages of every development server on the same machine may read.
class LoopbackOriginsTest extends GatewayTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:5173",
        "https://localhost",
        "http://127.0.0.1:3000",
        "http://127.1.2.3",
        "http://[::1]:8081",
        "http://app.localhost:4200",
        "capacitor://localhost",
      })
  void aLoopbackOriginIsAllowed(String origin) throws Exception {
    assertThat(allowed(preflight(origin))).isEqualTo(origin);
    for (int i = 0; i < 2; i++) { // the second one is a ready answer
      HttpResponse<String> answer = post(origin);
      assertThat(answer.body()).contains("demo");
      assertThat(allowed(answer)).isEqualTo(origin);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example",
        "http://localhost.evil.example",
        "http://evil-localhost",
        "http://127.0.0.1.evil.example",
        "http://128.0.0.1",
        "http://localhost:5173/",
        "http://[::2]",
        "null",
      })
  void anotherOriginIsNot(String origin) throws Exception {
    assertThat(preflight(origin).statusCode()).isEqualTo(403);
    for (int i = 0; i < 2; i++) {
      assertThat(allowed(post(origin))).isEmpty();
    }
  }

  @Test
  void withoutTheSettingALoopbackOriginIsNotAllowed() {
    assertThat(new AllowedOrigins(Set.of(), false).allows("http://localhost:5173")).isFalse();
  }

  private static String allowed(HttpResponse<String> response) {
    return response.headers().firstValue("Access-Control-Allow-Origin").orElse("");
  }

  private HttpResponse<String> preflight(String origin) throws Exception {
    return send(
        origin,
        HttpRequest.newBuilder()
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,x-any"));
  }

  private HttpResponse<String> post(String origin) throws Exception {
    return send(
        origin,
        HttpRequest.newBuilder()
            .POST(BodyPublishers.ofString("{\"query\":\"{me{username}}\"}"))
            .header("Authorization", "Token demo")
            .header("Content-Type", "application/json"));
  }

  private HttpResponse<String> send(String origin, HttpRequest.Builder request) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + "/graphql");
    return CLIENT.send(
        request.uri(address).header("Origin", origin).build(), BodyHandlers.ofString());
  }
}
