package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// What browsers are sent, where some origins are allowed.
@TestPropertySource(
    properties =
        "exist.cors.allowed-origins=https://app.example,capacitor://localhost,app://obsidian.md,"
            + "chrome-extension://abcdefghijklmnopabcdefghijklmnop,"
            + "safari-web-extension://0A1B2C3D-0000-4000-8000-0123456789AB,file://")
class BrowserRulesTest extends HttpFace {
  private static final String ALLOWED = "https://app.example";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/graphql?query=%7B__typename%7D",
        "/graphql",
        "/graphql/schema",
        "/nothing",
        "/",
        "/graphiql",
        "/actuator/health/liveness",
        "/actuator/prometheus",
      })
  void everyAnswerCarriesTheHeaders(String path) {
    var headers = send(request(path)).headers();
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    assertThat(headers.firstValue("X-Request-Id")).isPresent();
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(headers.firstValue("Vary").orElse(""))
        .contains("Accept", "Authorization", "Origin", "Accept-Encoding");
    assertThat(headers.firstValue("ETag")).isEmpty();
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    assertThat(headers.firstValue("Server")).isEmpty();
  }

  @Test
  void aSaneRequestIdComesBackAndAnyOtherIsReplaced() {
    assertThat(id("Abc-123")).isEqualTo("Abc-123");
    assertThat(id("a".repeat(64))).isEqualTo("a".repeat(64));
    assertThat(id("a".repeat(65))).hasSize(36);
    assertThat(id("a b")).hasSize(36);
    assertThat(id("a<script>")).hasSize(36);
  }

  private String id(String reply) {
    var response = send(request("/graphql").header("X-Request-Id", reply));
    return response.headers().firstValue("X-Request-Id").orElse("");
  }

  @Test
  void aPreflightOfTheAllowedOriginIsGranted() {
    var response = preflight(ALLOWED, "POST", "authorization,content-type,x-exist-explain");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ALLOWED);
    assertThat(response.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("POST", "GET");
    assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .containsIgnoringCase("x-exist-explain");
    assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.evil",
        "https://evil.example",
        "http://app.example",
        "https://app.example:8443",
        "https://sub.app.example",
        "https://APP.example",
        "https://app.example/",
        "capacitor://localhost:80",
        "ionic://localhost",
        "http://localhost",
        "app://obsidian.md.evil",
        "null",
      })
  void aPreflightOfAnotherOriginIsNot(String origin) {
    var response = preflight(origin, "POST", "authorization");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capacitor://localhost",
        "app://obsidian.md",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "safari-web-extension://0A1B2C3D-0000-4000-8000-0123456789AB",
        "file://",
      })
  void anAllowedOriginHasAnyScheme(String origin) {
    var preflight = preflight(origin, "POST", "authorization");
    assertThat(preflight.statusCode()).isEqualTo(200);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
    var answer = post("{\"query\":\"{__typename}\"}", "Origin", origin);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
  }

  @Test
  void aPreflightOfAnotherMethodIsNotGranted() {
    assertThat(preflight(ALLOWED, "DELETE", "authorization").statusCode()).isEqualTo(403);
  }

  /// Those that Apollo's clients and tracing agents send, and any other.
  @Test
  void anyRequestHeaderIsAllowed() {
    String names =
        "apollo-require-preflight,apollographql-client-name,baggage,sentry-trace,traceparent,x-any";
    var headers = preflight(ALLOWED, "POST", names).headers();
    assertThat(headers.firstValue("Access-Control-Allow-Headers").orElse("").split(", ?"))
        .containsExactlyInAnyOrder(names.split(","));
  }

  @Test
  void aPageOfTheAllowedOriginMayReadTheAnswer() {
    var response = post("{\"query\":\"{__typename}\"}", "Origin", ALLOWED);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ALLOWED);
    assertThat(response.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
        .contains("X-Request-Id", "Retry-After");
    assertThat(response.headers().firstValue("Cross-Origin-Resource-Policy"))
        .hasValue("cross-origin");
  }

  @Test
  void aPageOfAnotherOriginMayNotReadTheAnswer() {
    var response = post("{\"query\":\"{__typename}\"}", "Origin", "https://evil.example");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  /// A page of anybody's can make a browser send these, with whatever cookies it holds.
  @Test
  void whatAFormOrAnImageCanSendReachesNobodysDataAndNoMutation() {
    String me = "/graphql" + query("query", "{me{username} rateLimit{used}}");
    var image = send(request(me + "&authorization=Token+demo").header("Cookie", "Authorization=x"));
    assertThat(code(image)).isEqualTo("UNAUTHENTICATED");
    assertThat(body(image).at("/data/rateLimit").isNull()).isTrue();
    assertThat(code(send(request(me).header("Authorization", "Basic ZGVtbzpkZW1v"))))
        .isEqualTo("UNAUTHENTICATED");
    String token = "mutation{requestToken(username:\"a\",password:\"b\"){accessToken}}";
    assertThat(send(request("/graphql" + query("query", token))).statusCode()).isEqualTo(405);
    String body = json(Map.of("query", token));
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      assertThat(post(body, "Content-Type", type).statusCode()).isEqualTo(415);
    }
    assertThat(post(body, "Content-Type", "multipart/form-data; boundary=x").statusCode())
        .isEqualTo(415);
  }

  @Test
  void anOriginThatIsAPatternFailsTheStart() {
    for (String wrong :
        List.of(
            "*",
            "https://*.example",
            "null",
            "https://a.example/",
            "",
            "//a.example",
            "app://",
            "9p://a.example",
            "https://",
            "https://u@a.example")) {
      assertThatThrownBy(() -> new AllowedOrigins(Set.of(wrong), false))
          .hasMessageContaining("exist.cors.allowed-origins");
    }
  }

  private HttpResponse<String> preflight(String origin, String method, String headers) {
    return send(
        request("/graphql")
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", headers));
  }
}
