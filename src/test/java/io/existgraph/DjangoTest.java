package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The gateway before real Django REST framework, which authenticates by session first and
/// throttles bursts: both versions of the API on one Django. The slow checks of the rig run by
/// name.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(16)
class DjangoTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String NAME = "{me{username}}";
  private static final String INSIGHTS = "{me{insights(first:1){nodes{id}}}}";
  private static final String WRITE =
      "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-01\",value:4}])"
          + "{results{status error{code}}}}";

  private final Map<String, ConfigurableApplicationContext> gateways = new LinkedHashMap<>();
  private DjangoExist exist;

  private record Answer(JsonNode json) {
    private JsonNode at(String path) {
      return json.at("/data/" + path);
    }

    private List<String> codes() {
      List<String> codes = new ArrayList<>();
      json.path("errors").forEach(error -> codes.add(error.at("/extensions/code").asString()));
      return codes;
    }

    private List<Integer> statuses() {
      List<Integer> statuses = new ArrayList<>();
      json.at("/extensions/exist/trace")
          .forEach(exchange -> statuses.add(exchange.path("status").asInt()));
      return statuses;
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    String obstacle = DjangoExist.obstacle();
    assumeTrue(obstacle == null, obstacle);
    exist = DjangoExist.start(folder, Map.of("AUTH", "sto", "BURST", "4/s", "PKCE", "1"));
    for (String version : List.of("v1", "v2")) {
      gateways.put(
          version,
          new SpringApplicationBuilder(ExistGraphApplication.class)
              .properties(
                  "exist.api.version=" + version,
                  "exist.api.base-url=" + exist.address(),
                  "exist.cache.no-cache-floor=0s",
                  "exist.oauth.client-id=rig-client",
                  "exist.oauth.client-secret=rig secret+&/=%",
                  "server.port=0")
              .run());
    }
  }

  @AfterAll
  void stop() {
    gateways.values().forEach(ConfigurableApplicationContext::close);
    if (exist != null) {
      exist.close();
    }
  }

  @BeforeEach
  void behave() {
    exist.behaveWell();
  }

  private Answer ask(String version, String credential, String document) {
    var context = (WebServerApplicationContext) gateways.get(version);
    String body = JSON.writeValueAsString(Map.of("query", document));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + "/graphql"))
            .header("Content-Type", "application/json")
            .header("Cache-Control", "no-cache")
            .header("X-Exist-Trace", "true")
            .POST(BodyPublishers.ofString(body));
    if (!credential.isEmpty()) {
      request.header("Authorization", credential);
    }
    try {
      return new Answer(JSON.readTree(HTTP.send(request.build(), BodyHandlers.ofString()).body()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void whatIsAskedIsAnswered(String version) {
    Answer answer =
        ask(version, "Token t-ana", "{me{username attributes{name value} averages{overall}}}");
    assertThat(answer.codes()).isEmpty();
    assertThat(answer.at("me/username").asString()).isEqualTo("ana");
    assertThat(answer.at("me/attributes")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v1,Token nope", "v1,Token t-gone", "v1,Bearer nope", "v1,Bearer x-josh",
    "v2,Token nope", "v2,Token t-gone", "v2,Bearer nope", "v2,Bearer x-josh"
  })
  void aDeadCredentialIsUnauthenticatedAlthoughItIsAnsweredWith403(
      String version, String credential) {
    Answer read = ask(version, credential, NAME);
    assertThat(read.codes()).containsExactly("UNAUTHENTICATED");
    assertThat(read.json().at("/errors/0/extensions/upstreamStatus").asInt()).isEqualTo(403);
    JsonNode write = ask(version, credential, WRITE).at("updateAttributes/results/0");
    assertThat(write.path("status").asString()).isEqualTo("REJECTED");
    assertThat(write.at("/error/code").asString()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void aScopesRefusalIsForbiddenAndNotCounted() {
    Answer answer = ask("v1", "Bearer n-josh", NAME);
    assertThat(answer.codes()).containsExactly("FORBIDDEN");
    assertThat(answer.json().at("/extensions/exist/rateLimit/remaining").asInt()).isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void aReadThatIsCutHalfWayIsTriedOnceMore(String version) {
    exist.behave("insights", "{\"die\": \"half\", \"times\": 1}");
    Answer answer = ask(version, "Token t-hidden", INSIGHTS);
    assertThat(answer.codes()).isEmpty();
    assertThat(answer.statuses()).hasSize(2).contains(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void aBurstThatIsThrottledIsWaitedFor(String version) {
    Answer answer =
        ask(
            version,
            "Token t-josh",
            "{me{username averages{overall} insights{nodes{id}}"
                + " attributes(names:[\"steps\",\"mood\",\"sleep\"]){"
                + " values(from:\"2026-01-01\",to:\"2026-09-30\"){value}}}}");
    assertThat(answer.statuses()).contains(429);
    assertThat(answer.codes()).isEmpty();
  }

  @Test
  void aRenewalWhoseAnswerIsLostIsNotToBeRepeated() {
    exist.behave("access_token", "{\"die\": \"after\", \"times\": 1}");
    String renewal = "mutation{refreshAccessToken(refreshToken:\"%s\"){refreshToken}}";
    Answer lost = ask("v1", "", renewal.formatted("fb-ana"));
    assertThat(lost.codes()).containsExactly("WRITE_OUTCOME_UNKNOWN");
    assertThat(lost.json().at("/errors/0/extensions/retryable").asBoolean()).isFalse();
    assertThat(lost.json().at("/errors/0/extensions/upstreamStatus").asInt()).isEqualTo(502);
    exist.behaveWell();
    assertThat(ask("v1", "", renewal.formatted("fb-ana")).codes()).containsExactly("INVALID_GRANT");
    Answer renewed = ask("v1", "", renewal.formatted("fb-josh"));
    assertThat(renewed.codes()).isEmpty();
    assertThat(renewed.at("refreshAccessToken/refreshToken").asString()).isNotEmpty();
  }

  @Test
  void tokenRequestsFailByTheWordOfDjango() {
    assertThat(
            ask(
                    "v1",
                    "",
                    "mutation{refreshAccessToken(refreshToken:\"x\",clientId:\"nix\","
                        + "clientSecret:\"x\"){refreshToken}}")
                .codes())
        .containsExactly("INVALID_CLIENT");
    assertThat(
            ask(
                    "v1",
                    "",
                    "mutation{exchangeAuthorizationCode(code:\"x\","
                        + "redirectUri:\"https://app.example/cb\"){refreshToken}}")
                .codes())
        .containsExactly("INVALID_GRANT");
    assertThat(
            ask("v2", "", "mutation{requestToken(username:\"josh\",password:\"x\"){accessToken}}")
                .codes())
        .containsExactly("INVALID_CREDENTIALS");
    assertThat(
            ask(
                    "v2",
                    "",
                    "mutation{requestToken(username:\"josh\",password:\"pass josh\"){accessToken}}")
                .at("requestToken/accessToken")
                .asString())
        .isEqualTo("t-josh");
  }

  /// The verifier and challenge are those of RFC 7636, appendix B.
  @Test
  void aCodeIsExchangedForItsVerifierAlone() throws IOException, InterruptedException {
    String address =
        "{authorizationUrl(redirectUri:\"https://app.example/cb\",scope:[\"read\"],state:\"s\"%s)}";
    var browser = new DjangoBrowser(exist.address(), "josh");
    String bare = ask("v1", "", address.formatted("")).at("authorizationUrl").asString();
    assertThat(browser.authorize(URI.create(bare))).containsEntry("error", "invalid_request");
    String challenged =
        address.formatted(",codeChallenge:\"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM\"");
    String code =
        browser
            .authorize(URI.create(ask("v1", "", challenged).at("authorizationUrl").asString()))
            .get("code");
    String exchange =
        "mutation{exchangeAuthorizationCode(code:\"%s\",redirectUri:\"https://app.example/cb\","
            + "codeVerifier:\"%s\"){refreshToken}}";
    assertThat(ask("v1", "", exchange.formatted(code, "x".repeat(43))).codes())
        .containsExactly("INVALID_GRANT");
    Answer issued =
        ask("v1", "", exchange.formatted(code, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    assertThat(issued.codes()).isEmpty();
    assertThat(issued.at("exchangeAuthorizationCode/refreshToken").asString()).isNotEmpty();
  }

  /// Django REST framework throttles users, not tokens.
  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void credentialsOfOneUserShareTheHour(String version) {
    Answer token = ask(version, "Token t-hidden", NAME);
    Answer bearer = ask(version, "Bearer b-hidden", NAME);
    assertThat(remaining(bearer)).isEqualTo(remaining(token) - bearer.statuses().size());
    Answer again = ask(version, "Token t-hidden", NAME);
    assertThat(remaining(again)).isEqualTo(remaining(bearer) - again.statuses().size());
  }

  private static int remaining(Answer answer) {
    return answer.json().at("/extensions/exist/rateLimit/remaining").asInt();
  }
}
