package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `freshness` says of an answer what its extensions say.
class FreshnessFieldTest extends GatewayTest {
  private static final String QUERY =
      "{freshness{asOf isStale reason} me{username attribute(name:\"steps\"){value"
          + " values(from:\"2026-09-01\",to:\"2026-09-02\"){value}}}"
          + " rateLimit{remaining remainingForReads resetAt}}";

  private JsonNode ask() {
    Reply reply = demo().query(QUERY).withoutErrors();
    JsonNode freshness = reply.at("freshness");
    JsonNode exist = reply.exist();
    assertThat(freshness.path("isStale").asBoolean()).isEqualTo(exist.path("stale").asBoolean());
    assertThat(Instant.parse(freshness.path("asOf").asString()))
        .isEqualTo(Instant.parse(exist.path("asOf").asString()));
    assertThat(reply.at("rateLimit/remaining")).isEqualTo(exist.at("/rateLimit/remaining"));
    assertThat(reply.at("rateLimit/resetAt")).isEqualTo(exist.at("/rateLimit/resetAt"));
    assertThat(freshness.path("reason").isNull()).isEqualTo(!freshness.path("isStale").asBoolean());
    return freshness;
  }

  @Test
  void isOfAllThatWasReadWhereverItIsSelected() {
    demo()
        .query(
            "{me{attribute(name:\"steps\"){values(from:\"2026-09-01\",to:\"2026-09-02\"){value}}}}");
    clock.pass(Duration.ofHours(2));
    JsonNode freshness = ask();
    assertThat(freshness.path("asOf").asString()).isEqualTo("2026-11-24T02:00:00Z");
    assertThat(freshness.path("isStale").asBoolean()).isFalse();
    assertThat(ask()).as("ready answer").isEqualTo(freshness);
    assertThat(ask()).isEqualTo(freshness);
  }

  @Test
  void whatIsRefreshedInTheBackgroundIsNotStale() {
    ask();
    clock.pass(Duration.ofMinutes(6));
    JsonNode freshness = ask();
    assertThat(freshness.path("isStale").asBoolean()).isFalse();
    assertThat(freshness.path("asOf").asString()).isEqualTo("2026-11-24T02:00:00Z");
  }

  @Test
  void whatStandsInForAFailureIsStale() {
    ask();
    clock.pass(Duration.ofMinutes(11));
    exist.fault(_ -> true, InjectedFault.html(500));
    JsonNode freshness = ask();
    assertThat(freshness.path("isStale").asBoolean()).isTrue();
    assertThat(freshness.path("reason").asString()).isEqualTo("UPSTREAM_FAILED");
  }

  @Test
  void whatStandsInWhenTheHourIsSpentIsStale() {
    ask();
    clock.pass(Duration.ofMinutes(11));
    var demo = new Credential("Token demo").callerId();
    Spending.spend(budget, demo, budget.status(demo).readable());
    JsonNode freshness = ask();
    assertThat(freshness.path("isStale").asBoolean()).isTrue();
    assertThat(freshness.path("reason").asString()).isEqualTo("RATE_LIMITED");
  }

  @Test
  void whatExistsOwnLimitForbidsIsStale() {
    ask();
    clock.pass(Duration.ofMinutes(11));
    exist.fault(_ -> true, InjectedFault.json(429, "{}"));
    assertThat(ask().path("reason").asString()).isEqualTo("RATE_LIMITED");
  }

  @Test
  void withoutDataThereIsNoMoment() {
    JsonNode nothing =
        new Ask().query("{freshness{asOf isStale reason}}").withoutErrors().at("freshness");
    assertThat(nothing.toString()).isEqualTo("{\"asOf\":null,\"isStale\":false,\"reason\":null}");
    assertThat(demo().query("{freshness{asOf}}").withoutErrors().at("freshness/asOf").isNull())
        .isTrue();
    assertThat(sent()).isEmpty();
  }

  @Test
  void anExplanationHasNeitherDataNorErrors() {
    Reply reply = demo().header("X-Exist-Explain", "true").query(QUERY).withoutErrors();
    assertThat(reply.json().path("data").isNull()).isTrue();
    assertThat(reply.exist().at("/plan/allowed").asBoolean()).isTrue();
  }
}
