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
            new InjectedFault.Answer(
                302, "text/plain", "", Map.of("Location", "http://127.0.0.1:1/")),
            "UPSTREAM_BAD_RESPONSE"),
        Arguments.of(new InjectedFault.HangUp(false), "UPSTREAM_UNAVAILABLE"),
        Arguments.of(new InjectedFault.Truncate(), "UPSTREAM_BAD_RESPONSE"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void insightsOfAttributesFailAsTheListThatTellsThem(InjectedFault fault, String code) {
    exist.fault(it -> it.target().contains("insights"), fault);
    Told told =
        demo()
            .query(
                "{me{attributes(names:[\"steps\",\"mood\"]){name insights(first:1){nodes{text}}}"
                    + " insights(first:1){nodes{text}}}}");
    assertThat(told.codes()).hasSize(3).containsOnly(code);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aReadThatFailsNullsItsOwnFieldAndNoOther(InjectedFault fault, String code) {
    exist.fault(it -> it.target().contains("insights"), fault);
    Told told = demo().query(TWO_PARTS);
    assertThat(told.codes()).containsExactly(code);
    assertThat(told.json().at("/errors/0/path").toString()).isEqualTo("[\"me\",\"insights\"]");
    assertThat(told.at("me/insights").isNull()).isTrue();
    assertThat(told.at("me/username").asString()).isEqualTo("demo");
    assertThat(told.at("me/averages")).isNotEmpty();
  }

  @Test
  void whatIsRememberedStandsInAsStaleForWhoWantedItAfresh() {
    demo().query(TWO_PARTS).withoutErrors();
    exist.fault(_ -> true, InjectedFault.html(500));
    Told told = demo().header("Cache-Control", "no-cache").query(TWO_PARTS).withoutErrors();
    assertThat(told.exist().path("stale").asBoolean()).isTrue();
    assertThat(told.exist().path("cached").asInt())
        .isEqualTo(told.exist().path("requests").asInt());
    exist.clearFaults();
    exist.fault(_ -> true, InjectedFault.json(429, "{}"));
    demo().query("{me{correlations:attribute(name:\"mood\"){correlations{nodes{value}}}}}");
    sent();
    Told paused = demo().header("Cache-Control", "no-cache").query(TWO_PARTS).withoutErrors();
    assertThat(sent()).isEmpty();
    assertThat(paused.exist().path("stale").asBoolean()).isTrue();
    assertThat(paused.exist().path("cached").asInt())
        .isEqualTo(told.exist().path("cached").asInt());
  }

  @Test
  void whatFailsIsNotCountedAsRemembered() {
    demo().query("{me{username}}").withoutErrors();
    exist.fault(_ -> true, InjectedFault.json(401, "{}"));
    Told told = demo().header("Cache-Control", "no-cache").query("{me{username}}");
    assertThat(told.codes()).containsExactly("UNAUTHENTICATED");
    assertThat(told.exist().path("cached").asInt()).isZero();
  }

  @Test
  void aReadIsTriedOnceMoreWhereNothingWasAnsweredAndNotAfterARefusal() {
    exist.fault(it -> it.target().contains("insights"), InjectedFault.html(503));
    demo().query("{me{insights{nodes{text}}}}");
    assertThat(sent()).hasSize(2);
    exist.clearFaults();
    exist.fault(it -> it.target().contains("averages"), InjectedFault.json(429, ""));
    demo().query("{me{averages{overall}}}");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void after429NothingIsSentUntilItsEnd() {
    exist.fault(
        it -> it.target().contains("averages"),
        new InjectedFault.Answer(429, "application/json", "", Map.of("Retry-After", "90")));
    Told told = demo().query("{me{averages{overall}}}");
    assertThat(told.json().at("/errors/0/extensions/retryAfterSeconds").asInt()).isEqualTo(90);
    sent();
    assertThat(demo().query("{me{username}}").codes()).containsExactly("RATE_LIMITED");
    assertThat(sent()).isEmpty();
    exist.clearFaults();
    clock.pass(Duration.ofSeconds(91));
    demo().query("{me{username averages{overall}}}").withoutErrors();
  }

  @Test
  void whatWaitsForItsTurnIsNotSentAfterA429() {
    exist.fault(it -> it.target().contains("steps"), InjectedFault.json(429, ""));
    Told told =
        demo()
            .query(
                "{me{attribute(name:\"steps\"){values(from:\"2024-01-01\",to:\"2026-06-30\"){value}}}}");
    assertThat(told.codes()).containsOnly("RATE_LIMITED");
    assertThat(sent()).hasSize(4); // of ten, those that leave together
  }

  @Test
  void nothingIsBegunWhenTheTimeOfTheOperationIsOver() {
    exist.fault(
        _ -> true,
        new InjectedFault.Hold(Mono.fromRunnable(() -> clock.pass(Duration.ofSeconds(15)))));
    Told told = demo().query("{me{attributes{name averages(first:1){nodes{date}}}}}");
    assertThat(told.codes()).isNotEmpty().containsOnly("UPSTREAM_TIMEOUT");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void after401EverythingOfTheCredentialIsForgotten() {
    demo().query("{me{username}}").withoutErrors();
    exist.fault(it -> it.target().contains("averages"), InjectedFault.json(401, "{}"));
    demo().query("{me{averages{overall}}}");
    sent();
    clock.pass(Duration.ofMinutes(1));
    demo().query("{me{username}}").withoutErrors();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void after403WhatItWasAboutIsForgottenAndNothingElse() {
    demo().query(TWO_PARTS).withoutErrors();
    exist.fault(it -> it.target().contains("averages"), InjectedFault.json(403, "{}"));
    Told afresh = demo().header("Cache-Control", "no-cache").query("{me{averages{overall}}}");
    assertThat(afresh.codes()).containsExactly("FORBIDDEN");
    sent();
    assertThat(demo().query(TWO_PARTS).codes()).containsExactly("FORBIDDEN");
    assertThat(sent()).hasSize(1).allMatch(it -> it.contains("averages"));
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
      Told told = ask.query("mutation{" + field + "}");
      assertThat(told.codes()).containsExactly("UNAUTHENTICATED");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void withoutACredentialNothingIsSent() {
    Told told = new Ask().query("{me{username} node(id:\"x\"){id} nodes(ids:[\"x\"]){id}}");
    assertThat(told.codes()).containsOnly("UNAUTHENTICATED").hasSize(3);
    assertThat(as("Basic demo").query("{me{id}}").codes()).containsExactly("UNAUTHENTICATED");
    assertThat(as("Token demo").header("Authorization", "Token demo2").query("{me{id}}").codes())
        .containsExactly("UNAUTHENTICATED");
    assertThat(sent()).isEmpty();
  }

  @Test
  void aTokenThatExistDoesNotKnowIsUnauthenticated() {
    Told told = as("Token nobody").query("{me{username insights{nodes{text}}}}");
    assertThat(told.codes()).containsOnly("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @MethodSource("badArguments")
  void aBadArgumentIsToldAndNothingIsSent(String selection) {
    Told told = demo().query("{me{attribute(name:\"steps\"){" + selection + "}}}");
    assertThat(told.codes()).containsExactly("BAD_REQUEST");
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
