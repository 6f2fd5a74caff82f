package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a status means, by whose body it comes with.
class StatusesTest extends GatewayTest {
  private static final String NAME = "{me{username}}";
  private static final String WRITE =
      "mutation{updateAttributes(updates:[{name:\"mood\",value:3,date:\"2026-09-10\"}])"
          + "{results{status error{code isRetryable}}}}";
  private static final String INSIGHTS = "{me{insights(first:100){totalCount nodes{id}}}}";

  private static JsonNode error(Reply reply) {
    return reply.json().at("/errors/0/extensions");
  }

  private JsonNode written() {
    return as("Bearer demo").query(WRITE).withoutErrors().at("updateAttributes/results/0");
  }

  private int remaining() {
    return demo().query("{rateLimit{remaining}}").at("rateLimit/remaining").asInt();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {400, 401, 402, 403, 404, 405, 408, 410, 413, 415, 418, 422, 425, 429, 431, 451})
  void thePageOfAProxyIsABadResponseAndChangesNothing(int status) {
    demo().query(NAME).withoutErrors();
    written();
    sent();
    exist.fault(_ -> true, InjectedFault.html(status));
    Reply afresh = demo().header("Cache-Control", "no-cache").query(NAME);
    assertThat(afresh.withoutErrors().exist().path("stale").asBoolean()).isTrue();
    assertThat(written().path("status").asString()).isEqualTo("UNKNOWN");
    Reply cold = demo().query("{me{averages{overall}}}");
    assertThat(cold.codes()).containsExactly("UPSTREAM_BAD_RESPONSE");
    assertThat(error(cold).path("retryable").asBoolean()).isTrue();
    assertThat(error(cold).path("upstreamStatus").asInt()).isEqualTo(status);
    exist.clearFaults();
    sent();
    assertThat(demo().query(NAME).withoutErrors().exist().path("stale").asBoolean()).isFalse();
    assertThat(sent()).isEmpty();
    demo().query("{me{averages{overall} attribute(name:\"steps\"){value}}}").withoutErrors();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 405, 410, 413, 415, 422, 451})
  void anotherRefusalOfExistIsFinal(int status) {
    exist.fault(_ -> true, InjectedFault.json(status, "{\"detail\":\"No.\"}"));
    Reply reply = demo().query(NAME);
    assertThat(reply.codes()).containsExactly("UPSTREAM_REJECTED");
    assertThat(error(reply).path("retryable").asBoolean()).isFalse();
    assertThat(error(reply).path("upstreamStatus").asInt()).isEqualTo(status);
    assertThat(sent()).hasSize(1);
    JsonNode result = written();
    assertThat(result.path("status").asString()).isEqualTo("REJECTED");
    assertThat(result.at("/error/code").asString()).isEqualTo("UPSTREAM_REJECTED");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 500, 501, 507})
  void whatMaySucceedLaterIsRetryable(int status) {
    exist.fault(_ -> true, InjectedFault.json(status, "{\"detail\":\"Later.\"}"));
    Reply reply = demo().query(NAME);
    assertThat(reply.codes()).containsExactly("UPSTREAM_ERROR");
    assertThat(error(reply).path("retryable").asBoolean()).isTrue();
    assertThat(error(reply).path("upstreamStatus").asInt()).isEqualTo(status);
    assertThat(written().path("status").asString()).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "503,application/json,'',UPSTREAM_ERROR",
    "503,text/html,<html>,UPSTREAM_ERROR",
    "500,application/json,{},UPSTREAM_ERROR",
    "403,text/html,<html>,UPSTREAM_BAD_RESPONSE",
    "429,text/html,<html>,UPSTREAM_BAD_RESPONSE",
    "403,application/json,{\"detail\":\"Request was throttled.\"},RATE_LIMITED"
  })
  void retryAfterCountsWhereverItComes(int status, String type, String body, String code) {
    exist.fault(
        _ -> true,
        new InjectedFault.FixedResponse(status, type, body, Map.of("Retry-After", "90")));
    Reply reply = demo().query(NAME);
    assertThat(reply.codes()).containsExactly(code);
    assertThat(error(reply).path("retryable").asBoolean()).isTrue();
    assertThat(error(reply).path("retryAfterSeconds").asInt()).isEqualTo(90);
    assertThat(sent()).hasSize(1);
    Reply again = demo().query(NAME);
    assertThat(error(again).path("retryAfterSeconds").asInt()).isEqualTo(90);
    assertThat(sent()).isEmpty();
    exist.clearFaults();
    clock.pass(Duration.ofSeconds(91));
    demo().query(NAME).withoutErrors();
  }

  @Test
  void aWriteThatIsThrottledIsNotSent() {
    exist.fault(_ -> true, InjectedFault.json(403, "{\"detail\":\"Request was throttled.\"}"));
    assertThat(written().path("status").asString()).isEqualTo("NOT_SENT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid token.",
        "Authentication credentials were not provided.",
        "User inactive or deleted."
      })
  void aDeadCredentialIsOneWhateverTheStatus(String detail) {
    demo().query(NAME).withoutErrors();
    as("Bearer demo").query(NAME).withoutErrors();
    exist.fault(_ -> true, InjectedFault.json(403, "{\"detail\":\"" + detail + "\"}"));
    assertThat(demo().query("{me{averages{overall}}}").codes()).containsExactly("UNAUTHENTICATED");
    JsonNode result = written();
    assertThat(result.path("status").asString()).isEqualTo("REJECTED");
    assertThat(result.at("/error/code").asString()).isEqualTo("UNAUTHENTICATED");
    sent();
    for (Ask each : new Ask[] {demo(), as("Bearer demo")}) {
      assertThat(each.query(NAME).codes()).containsExactly("UNAUTHENTICATED");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void whatExistDoesNotCountLocksNobody() {
    int before = remaining();
    exist.fault(_ -> true, InjectedFault.json(403, "{\"detail\":\"No scope.\"}"));
    demo().query(NAME);
    exist.clearFaults();
    exist.fault(_ -> true, InjectedFault.html(404));
    demo().query(NAME);
    exist.clearFaults();
    exist.fault(_ -> true, InjectedFault.html(301));
    demo().query(NAME);
    exist.clearFaults();
    exist.fault(_ -> true, InjectedFault.json(401, "{}"));
    demo().query(NAME);
    exist.clearFaults();
    assertThat(sent()).hasSize(4);
    assertThat(remaining()).isEqualTo(before);
    clock.pass(Duration.ofMinutes(1));
    demo().query(NAME).withoutErrors();
    assertThat(remaining()).isEqualTo(before - 1);
  }

  @Test
  void aNegativeCountIsUnknown() {
    exist.fault(
        request -> request.target().contains("insights"),
        InjectedFault.json(200, "{\"count\":-5,\"next\":null,\"results\":[]}"));
    Reply reply = demo().query(INSIGHTS).withoutErrors();
    assertThat(reply.at("me/insights/totalCount").isNull()).isTrue();
  }

  @Test
  void aReadThatIsCutHalfWayIsTriedOnceMore() {
    exist.fault(_ -> true, new InjectedFault.TruncatedBody());
    assertThat(demo().query(NAME).codes()).containsExactly("UPSTREAM_BAD_RESPONSE");
    assertThat(sent()).hasSize(2);
  }

  @Test
  void aPageThatIsPromisedAndNotThereIsNoEnd() {
    exist.options(EXIST.withPageSize(20, 20));
    int total = demo().query(INSIGHTS).withoutErrors().at("me/insights/totalCount").asInt();
    assertThat(total).isGreaterThan(40);
    for (InjectedFault end :
        new InjectedFault[] {
          InjectedFault.json(404, "{\"detail\":\"Invalid page.\"}"),
          InjectedFault.json(200, "{\"count\":0,\"next\":null,\"results\":[]}"),
          InjectedFault.html(404)
        }) {
      forget("Token demo");
      exist.fault(request -> request.target().contains("page=2"), end);
      Reply reply = demo().query(INSIGHTS);
      assertThat(reply.codes()).containsExactly("UPSTREAM_BAD_RESPONSE");
      exist.clearFaults();
      assertThat(demo().query(INSIGHTS).withoutErrors().at("me/insights/nodes")).isNotEmpty();
    }
  }

  @Test
  void aPageOfAttributesThatIsMissingIsNotTheWholeTruth() {
    exist.options(EXIST.withPageSize(20, 20));
    exist.fault(
        request -> request.target().contains("page=2"),
        InjectedFault.json(404, "{\"detail\":\"Invalid page.\"}"));
    Reply reply = demo().query("{me{attributes{name}}}");
    boolean isPaged = sent().stream().anyMatch(request -> request.contains("page=2"));
    assertThat(isPaged).isEqualTo(version().equals("v2"));
    assertThat(reply.codes().contains("UPSTREAM_BAD_RESPONSE")).isEqualTo(isPaged);
    exist.clearFaults();
    assertThat(demo().query("{me{attributes{name}}}").withoutErrors().at("me/attributes"))
        .hasSizeGreaterThan(20);
  }

  @Test
  void whatIsRememberedStandsInForAPageThatIsMissing() {
    exist.options(EXIST.withPageSize(20, 20));
    Reply before = demo().query(INSIGHTS).withoutErrors();
    exist.fault(request -> request.target().contains("page=3"), InjectedFault.json(404, "{}"));
    clock.pass(Duration.ofHours(1));
    Reply after = demo().query(INSIGHTS).withoutErrors();
    assertThat(after.exist().path("stale").asBoolean()).isTrue();
    assertThat(after.at("me/insights/nodes")).isEqualTo(before.at("me/insights/nodes"));
  }

  @Test
  void aPageThatRepeatsAnotherIsNoEnd() throws IOException, InterruptedException {
    exist.options(EXIST.withPageSize(20, 20));
    exist.fault(
        request -> request.target().contains("page=2"), InjectedFault.json(200, firstPage()));
    assertThat(demo().query(INSIGHTS).codes()).containsExactly("UPSTREAM_BAD_RESPONSE");
  }

  private String firstPage() throws IOException, InterruptedException {
    String path = version().equals("v1") ? "users/$self/insights/" : "insights/";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(exist.address().resolve(api() + path + "?limit=100"))
                .header("Authorization", "Token demo")
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void aNotFoundPageThatNobodyPromisedIsTheEnd() {
    exist.options(EXIST.withPageSize(20, 20));
    exist.fault(
        request -> request.target().contains("insights") && !request.target().contains("page="),
        InjectedFault.json(
            200,
            "{\"count\":null,\"next\":\"x\",\"results\":[{\"created\":\"2026-11-20T10:00:00Z\","
                + "\"type\":{\"name\":\"a\"}}]}"));
    exist.fault(request -> request.target().contains("page=2"), InjectedFault.json(404, "{}"));
    assertThat(demo().query(INSIGHTS).withoutErrors().at("me/insights/nodes")).hasSize(1);
  }
}
