package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/// What becomes of an answer when a part of Exist fails.
class FailuresTest extends GatewayTest {
  private static final String TWO_PARTS =
      "{me{username insights(first:2){nodes{text}} averages{overall}}}";

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(InjectedFault.json(401, "{\"detail\":\"Invalid token\"}"), "UNAUTHENTICATED"),
        Arguments.of(InjectedFault.json(403, "{}"), "FORBIDDEN"),
        Arguments.of(InjectedFault.json(404, "{}"), "NOT_FOUND"),
        Arguments.of(InjectedFault.json(429, ""), "RATE_LIMITED"),
        Arguments.of(InjectedFault.html(500), "UPSTREAM_ERROR"),
        Arguments.of(InjectedFault.html(503), "UPSTREAM_ERROR"),
        Arguments.of(InjectedFault.html(200), "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(InjectedFault.json(200, ""), "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(InjectedFault.json(200, "null"), "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(InjectedFault.json(200, "{\"results\": 3}"), "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(InjectedFault.json(200, "{\"results\": [{}"), "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(InjectedFault.json(204, ""), "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(InjectedFault.json(206, "{\"results\":[]}"), "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(
            InjectedFault.json(200, "{\"results\":[],\"results\":[]}"), "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(
            new InjectedFault.FixedResponse(
                302, "text/plain", "", Map.of("Location", "http://127.0.0.1:1/")),
            "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(new InjectedFault.ClosedConnection(false), "UPSTREAM_UNAVAILABLE"),
        Arguments.of(new InjectedFault.TruncatedBody(), "UPSTREAM_BAD_RESPONSE"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void insightsOfAttributesFailAsTheListThatTellsThem(InjectedFault fault, String code) {
    exist.fault(request -> request.target().contains("insights"), fault);
    Reply reply =
        demo()
            .query(
                "{me{attributes(names:[\"steps\",\"mood\"]){name insights(first:1){nodes{text}}}"
                    + " insights(first:1){nodes{text}}}}");
    assertThat(reply.codes()).hasSize(3).containsOnly(code);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aReadThatFailsNullsItsOwnFieldAndNoOther(InjectedFault fault, String code) {
    exist.fault(request -> request.target().contains("insights"), fault);
    Reply reply = demo().query(TWO_PARTS);
    assertThat(reply.codes()).containsExactly(code);
    assertThat(reply.json().at("/errors/0/path").toString()).isEqualTo("[\"me\",\"insights\"]");
    assertThat(reply.at("me/insights").isNull()).isTrue();
    assertThat(reply.at("me/username").asString()).isEqualTo("demo");
    assertThat(reply.at("me/averages")).isNotEmpty();
  }

  @Test
  void whatIsRememberedStandsInAsStaleForWhoWantedItAfresh() {
    demo().query(TWO_PARTS).withoutErrors();
    exist.fault(_ -> true, InjectedFault.html(500));
    Reply reply = demo().header("Cache-Control", "no-cache").query(TWO_PARTS).withoutErrors();
    assertThat(reply.exist().path("stale").asBoolean()).isTrue();
    assertThat(reply.exist().path("cached").asInt())
        .isEqualTo(reply.exist().path("requests").asInt());
    exist.clearFaults();
    exist.fault(_ -> true, InjectedFault.json(429, "{}"));
    demo().query("{me{correlations:attribute(name:\"mood\"){correlations{nodes{value}}}}}");
    sent();
    Reply paused = demo().header("Cache-Control", "no-cache").query(TWO_PARTS).withoutErrors();
    assertThat(sent()).isEmpty();
    assertThat(paused.exist().path("stale").asBoolean()).isTrue();
    assertThat(paused.exist().path("cached").asInt())
        .isEqualTo(reply.exist().path("cached").asInt());
  }

  @Test
  void whatFailsIsNotCountedAsRemembered() {
    demo().query("{me{username}}").withoutErrors();
    exist.fault(_ -> true, InjectedFault.json(401, "{}"));
    Reply reply = demo().header("Cache-Control", "no-cache").query("{me{username}}");
    assertThat(reply.codes()).containsExactly("UNAUTHENTICATED");
    assertThat(reply.exist().path("cached").asInt()).isZero();
  }

  @Test
  void aReadIsTriedOnceMoreWhereNothingWasAnsweredAndNotAfterARefusal() {
    exist.fault(request -> request.target().contains("insights"), InjectedFault.html(503));
    demo().query("{me{insights{nodes{text}}}}");
    assertThat(sent()).hasSize(2);
    exist.clearFaults();
    exist.fault(request -> request.target().contains("averages"), InjectedFault.json(429, ""));
    demo().query("{me{averages{overall}}}");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void after429NothingIsSentUntilItsEnd() {
    exist.fault(
        request -> request.target().contains("averages"),
        new InjectedFault.FixedResponse(429, "application/json", "", Map.of("Retry-After", "90")));
    Reply reply = demo().query("{me{averages{overall}}}");
    assertThat(reply.json().at("/errors/0/extensions/retryAfterSeconds").asInt()).isEqualTo(90);
    sent();
    assertThat(demo().query("{me{username}}").codes()).containsExactly("RATE_LIMITED");
    assertThat(sent()).isEmpty();
    exist.clearFaults();
    clock.pass(Duration.ofSeconds(91));
    demo().query("{me{username averages{overall}}}").withoutErrors();
  }

  @Test
  void whatWaitsForItsTurnIsNotSentAfterA429() {
    exist.fault(request -> request.target().contains("steps"), InjectedFault.json(429, ""));
    Reply reply =
        demo()
            .query(
                "{me{attribute(name:\"steps\"){values(from:\"2024-01-01\",to:\"2026-06-30\"){value}}}}");
    assertThat(reply.codes()).containsOnly("RATE_LIMITED");
    assertThat(sent()).hasSize(4); // of ten, those that leave together
  }

  @Test
  void nothingIsBegunWhenTheTimeOfTheOperationIsOver() {
    exist.fault(
        _ -> true,
        new InjectedFault.HeldResponse(
            Mono.fromRunnable(() -> clock.pass(Duration.ofSeconds(15)))));
    Reply reply = demo().query("{me{attributes{name averages(first:1){nodes{date}}}}}");
    assertThat(reply.codes()).isNotEmpty().containsOnly("UPSTREAM_TIMEOUT");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void after401EverythingOfTheCredentialIsForgotten() {
    demo().query("{me{username}}").withoutErrors();
    exist.fault(request -> request.target().contains("averages"), InjectedFault.json(401, "{}"));
    demo().query("{me{averages{overall}}}");
    sent();
    clock.pass(Duration.ofMinutes(1));
    demo().query("{me{username}}").withoutErrors();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void after403WhatItWasAboutIsForgottenAndNothingElse() {
    demo().query(TWO_PARTS).withoutErrors();
    exist.fault(request -> request.target().contains("averages"), InjectedFault.json(403, "{}"));
    Reply afresh = demo().header("Cache-Control", "no-cache").query("{me{averages{overall}}}");
    assertThat(afresh.codes()).containsExactly("FORBIDDEN");
    sent();
    assertThat(demo().query(TWO_PARTS).codes()).containsExactly("FORBIDDEN");
    assertThat(sent()).hasSize(1).allMatch(request -> request.contains("averages"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "updateAttributes(updates:[{name:\"mood\",value:1,date:\"2026-01-01\"}]){failedCount}",
        "updateAttributes(updates:[{name:\"mood\",value:1}]){failedCount}",
        "updateAttributes(updates:[]){failedCount}",
        "acquireAttributes(attributes:[{name:\"mood\"}]){failedCount}",
        "releaseAttributes(names:[\"mood\"]){failedCount}",
        "incrementAttributes(updates:[{name:\"steps\",value:1}],idempotencyKey:\"k\"){failedCount}",
        "createAttributes(attributes:[{template:\"mood\"}]){failedCount}"
      })
  void withoutACredentialNothingIsWritten(String field) {
    for (Ask ask : List.of(new Ask(), as("Basic demo"), as("Token two words"))) {
      Reply reply = ask.query("mutation{" + field + "}");
      assertThat(reply.codes()).containsExactly("UNAUTHENTICATED");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void withoutACredentialNothingIsSent() {
    Reply reply = new Ask().query("{me{username} node(id:\"x\"){id} nodes(ids:[\"x\"]){id}}");
    assertThat(reply.codes()).containsOnly("UNAUTHENTICATED").hasSize(3);
    assertThat(as("Basic demo").query("{me{id}}").codes()).containsExactly("UNAUTHENTICATED");
    assertThat(as("Token demo").header("Authorization", "Token demo2").query("{me{id}}").codes())
        .containsExactly("UNAUTHENTICATED");
    assertThat(sent()).isEmpty();
  }

  @Test
  void aTokenThatExistDoesNotKnowIsUnauthenticated() {
    Reply reply = as("Token nobody").query("{me{username insights{nodes{text}}}}");
    assertThat(reply.codes()).containsOnly("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @MethodSource("badArguments")
  void aBadArgumentIsToldAndNothingIsSent(String selection) {
    Reply reply = demo().query("{me{attribute(name:\"steps\"){" + selection + "}}}");
    assertThat(reply.codes()).containsExactly("BAD_REQUEST");
    assertThat(sent()).isEmpty();
  }

  static Stream<String> badArguments() {
    return Stream.of(
        "values(last:0){date}",
        "values(last:-3){date}",
        "values(last:3661){date}",
        "values(last:3, from:\"2026-01-01\"){date}",
        "values(from:\"2026-02-01\", to:\"2026-01-01\"){date}",
        "values(from:\"2000-01-01\", to:\"2026-01-01\"){date}",
        "insights(first:0){nodes{text}}",
        "insights(first:101){nodes{text}}",
        "insights(after:\"nonsense\"){nodes{text}}",
        "correlations(latest:true, from:\"2026-01-01\"){nodes{value}}",
        "averages(from:\"2026-02-01\", to:\"2026-01-01\"){nodes{overall}}");
  }
}
