package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.data.CacheKey;
import io.existgraph.data.UserRef;
import io.existgraph.ratelimit.Spending;
import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/// Writes are sent at most once, reported honestly, and seen by whoever wrote.
class WritesTest extends GatewayTest {
  private static final String UPDATE =
      """
      mutation($u: [AttributeUpdateInput!]!) { updateAttributes(updates: $u) {
        failedCount results { name date status value { value formatted } attribute { label }
          error { reason code isRetryable } } } }\
      """;
  private static final String DASHBOARD =
      "{me{username attributes{name value values(last:7){date value}} averages{overall}"
          + " insights{nodes{text}}}}";

  private Ask client() {
    return as("Bearer demo");
  }

  private static Map<String, Object> item(String name, String date, Object value) {
    return Map.of("name", name, "date", date, "value", value);
  }

  private List<String> posts() {
    return sent().stream().filter(request -> request.startsWith("POST")).toList();
  }

  @Test
  void todaysMoodAndNoteCostOneRequestAfterADashboardAndTheNextDashboardShowsThem() {
    client().query(DASHBOARD).withoutErrors();
    sent();
    Reply reply =
        client()
            .query(
                """
                mutation { updateAttributes(updates: [
                  {name: "mood", value: 8}, {name: "mood_note", value: "Wrote a gateway"}]) {
                  results { status date value { value } }
                  user { attribute(name: "mood") { value } } } }\
                """)
            .withoutErrors();
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("APPLIED");
    assertThat(reply.at("updateAttributes/results/0/date").asString()).isEqualTo("2026-11-24");
    assertThat(reply.at("updateAttributes/results/1/value/value").asString())
        .isEqualTo("Wrote a gateway");
    assertThat(reply.at("updateAttributes/user/attribute/value").asInt()).isEqualTo(8);
    assertThat(sent()).containsExactly("POST " + api() + "attributes/update/");
    Reply after = client().query("{me{attribute(name:\"mood\"){value values(last:7){value}}}}");
    assertThat(after.at("me/attribute/value").asInt()).isEqualTo(8);
    assertThat(after.at("me/attribute/values/0/value").asInt()).isEqualTo(8);
    client().query(DASHBOARD).withoutErrors();
    assertThat(sent()).isEmpty();
    Reply afresh =
        client().header("Cache-Control", "no-cache").query("{me{attribute(name:\"mood\"){value}}}");
    assertThat(afresh.at("me/attribute/value").asInt()).isEqualTo(8);
  }

  @Test
  void aBackfillOfNinetyDaysAndThreeAttributesCostsEightRequests() {
    List<Map<String, Object>> updates = new ArrayList<>();
    LocalDate day = LocalDate.parse("2026-11-23");
    for (int i = 0; i < 90; i++) {
      updates.add(item("mood", day.minusDays(i).toString(), 1 + i % 9));
      updates.add(item("mood_note", day.minusDays(i).toString(), "Day " + i));
      updates.add(item("weight", day.minusDays(i).toString(), 70.5));
    }
    Reply reply = client().with("u", updates).query(UPDATE).withoutErrors();
    assertThat(reply.at("updateAttributes/failedCount").asInt()).isZero();
    assertThat(reply.at("updateAttributes/results")).hasSize(270);
    assertThat(posts()).hasSize(8);
  }

  @Test
  void everyItemHasItsOwnResultInTheOrderOfTheInput() {
    Reply reply =
        client()
            .with(
                "u",
                List.of(
                    item("mood", "2026-11-20", 3),
                    item("steps", "2026-11-20", 100),
                    item("mood", "2026-11-21", 12),
                    item("not a name", "2026-11-20", 1),
                    item("mood", "2027-01-01", 5),
                    item("mood_note", "2026-11-20", "x".repeat(1001)),
                    item("unheard_of", "2026-11-20", 1),
                    item("mood", "2026-11-20", 4)))
            .query(UPDATE)
            .withoutErrors();
    assertThat(reply.all("updateAttributes/results", "status"))
        .containsExactly(
            "APPLIED",
            "REJECTED",
            "REJECTED",
            "REJECTED",
            "REJECTED",
            "REJECTED",
            "REJECTED",
            "APPLIED");
    List<String> reasons = new ArrayList<>();
    reply
        .at("updateAttributes/results")
        .forEach(result -> reasons.add(result.at("/error/reason").asString("")));
    assertThat(reasons)
        .containsExactly(
            "",
            "NOT_OWNED",
            "INVALID_VALUE",
            "NOT_FOUND",
            "INVALID_VALUE",
            "INVALID_VALUE",
            "NOT_FOUND",
            "");
    assertThat(reply.at("updateAttributes/results/0/value/value").asInt()).isEqualTo(4);
    assertThat(reply.at("updateAttributes/failedCount").asInt()).isEqualTo(6);
    assertThat(posts()).hasSize(1);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(new InjectedFault.ClosedConnection(true), "UNKNOWN", "OUTCOME_UNKNOWN"),
        Arguments.of(new InjectedFault.ClosedConnection(false), "UNKNOWN", "OUTCOME_UNKNOWN"),
        Arguments.of(new InjectedFault.TruncatedBody(), "UNKNOWN", "OUTCOME_UNKNOWN"),
        Arguments.of(InjectedFault.html(500), "UNKNOWN", "OUTCOME_UNKNOWN"),
        Arguments.of(InjectedFault.html(200), "UNKNOWN", "OUTCOME_UNKNOWN"),
        Arguments.of(InjectedFault.json(204, ""), "UNKNOWN", "OUTCOME_UNKNOWN"),
        Arguments.of(InjectedFault.json(429, ""), "NOT_SENT", "RATE_LIMITED"),
        Arguments.of(InjectedFault.json(400, "{}"), "REJECTED", "OTHER"),
        Arguments.of(InjectedFault.json(401, "{}"), "REJECTED", "NOT_ALLOWED"),
        Arguments.of(InjectedFault.json(403, "{}"), "REJECTED", "NOT_ALLOWED"),
        Arguments.of(
            new InjectedFault.FixedResponse(
                307, "text/plain", "", Map.of("Location", "http://127.0.0.1:1/x")),
            "UNKNOWN",
            "OUTCOME_UNKNOWN"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aWriteIsSentOnceAndItsOutcomeTold(InjectedFault fault, String status, String reason) {
    exist.fault(request -> request.method().equals("POST"), fault);
    List<Map<String, Object>> updates = new ArrayList<>();
    for (int i = 10; i < 30; i++) {
      updates.add(item("mood", "2026-09-" + i, 5));
      updates.add(item("mood_note", "2026-09-" + i, "n"));
    }
    Reply reply = client().with("u", updates).query(UPDATE);
    assertThat(reply.at("updateAttributes").isNull()).isFalse();
    assertThat(posts()).hasSize(1);
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo(status);
    assertThat(reply.at("updateAttributes/results/0/error/reason").asString()).isEqualTo(reason);
    assertThat(reply.at("updateAttributes/results/0/value").isNull()).isTrue();
    assertThat(reply.at("updateAttributes/results/39/status").asString()).isEqualTo("NOT_SENT");
  }

  @Test
  void afterALostAnswerTheTruthIsReadAgain() {
    String query =
        "{me{attribute(name:\"mood\"){values(from:\"2026-11-10\",to:\"2026-11-10\"){value}}}}";
    client().query(DASHBOARD);
    client().query(query);
    exist.fault(
        request -> request.method().equals("POST"), new InjectedFault.ClosedConnection(true));
    client().with("u", List.of(item("mood", "2026-11-10", 9))).query(UPDATE);
    assertThat(client().query(query).at("me/attribute/values/0/value").asInt()).isEqualTo(9);
  }

  @Test
  void anotherCredentialOfTheSameUserForgetsToo() {
    String query = "{me{username attribute(name:\"weight\"){value}}}";
    demo().query(query).withoutErrors();
    client().query("{me{username}}");
    client().with("u", List.of(item("weight", "2026-11-24", 71.25))).query(UPDATE).withoutErrors();
    assertThat(demo().query(query).at("me/attribute/value").asDouble()).isEqualTo(71.25);
  }

  @Test
  void anotherCredentialOfTheSameUserForgetsEvenWhenItIsNotKnownWhoWrote() {
    String query = "{me{username attribute(name:\"weight\"){value}}}";
    demo().query(query).withoutErrors();
    client().with("u", List.of(item("weight", "2026-11-24", 72.75))).query(UPDATE).withoutErrors();
    assertThat(demo().query(query).at("me/attribute/value").asDouble()).isEqualTo(72.75);
  }

  @Test
  void anotherCredentialForgetsEvenWhenTheNameOfWhoWroteWasPushedOutOfMemory() {
    String query = "{me{username attribute(name:\"weight\"){value}}}";
    demo().query(query).withoutErrors();
    client().query("{me{username}}").withoutErrors();
    caches
        .of(new Credential("Bearer demo").callerId())
        .forget(Set.of(new CacheKey.ProfileOf(UserRef.SELF)));
    client()
        .with("u", List.of(item("weight", "2026-11-24", 73.5)))
        .query("mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){failedCount}}")
        .withoutErrors();
    assertThat(demo().query(query).at("me/attribute/value").asDouble()).isEqualTo(73.5);
  }

  @ParameterizedTest
  @CsvSource({"1,700", "40,1"})
  void howeverMuchWasWrittenBeforeItIsKnownWhoWroteAllOfItIsForgotten(int operations, int items) {
    String days =
        "{me{username"
            + " attribute(name:\"weight\"){values(from:\"2026-01-01\",to:\"2026-11-20\"){number}}}}";
    demo().query(days).withoutErrors();
    LocalDate day = LocalDate.parse("2026-11-20");
    for (int i = 0; i < operations; i++) {
      List<Map<String, Object>> updates = new ArrayList<>();
      for (int j = 0; j < items; j++) {
        updates.add(item("weight", day.toString(), 40 + (i + j) % 7));
        day = day.minusDays(1);
      }
      client()
          .with("u", updates)
          .query("mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){failedCount}}")
          .withoutErrors();
    }
    client().query("{me{username}}");
    List<String> reply = demo().query(days).withoutErrors().all("me/attribute/values", "number");
    List<String> week = List.of("40.0", "41.0", "42.0", "43.0", "44.0", "45.0", "46.0");
    assertThat(reply.subList(0, 7)).isEqualTo(week);
    int last = items == 1 ? 35 : 315; // further than the page that has the first
    assertThat(reply.subList(last, last + 5)).isEqualTo(week.subList(0, 5));
  }

  @Test
  void timesOfDayMayBeGivenAsOnTheClock() {
    client()
        .query(
            "mutation{acquireAttributes(attributes:[{name:\"sleep_start\"},{name:\"sleep_end\"}]){failedCount}}");
    Reply reply =
        client()
            .with(
                "u",
                List.of(
                    item("sleep_start", "2026-11-20", "00:30"),
                    item("sleep_end", "2026-11-20", "07:05"),
                    item("sleep_end", "2026-11-21", "25:00")))
            .query(UPDATE);
    assertThat(reply.at("updateAttributes/results/0/value/formatted").asString())
        .isEqualTo("00:30");
    assertThat(reply.at("updateAttributes/results/0/value/value").asInt()).isEqualTo(750);
    assertThat(reply.at("updateAttributes/results/1/value/value").asInt()).isEqualTo(425);
    assertThat(reply.at("updateAttributes/results/2/status").asString()).isEqualTo("REJECTED");
  }

  @Test
  void ownershipIsTakenAndGivenUp() {
    String acquire =
        """
        mutation { a: acquireAttributes(attributes: [{name: "tracks"}, {name: "no_such"}]) {
            failedCount results { name status error { reason } attribute { label } }
            ownedAttributes { name } }
          b: releaseAttributes(names: ["tracks"]) {
            failedCount results { status } ownedAttributes { name } } }\
        """;
    Reply reply = client().query(acquire).withoutErrors();
    assertThat(reply.all("a/results", "status")).containsExactly("APPLIED", "REJECTED");
    assertThat(reply.all("a/ownedAttributes", "name")).contains("tracks");
    assertThat(reply.at("b/failedCount").asInt()).isZero();
    assertThat(reply.all("b/ownedAttributes", "name")).doesNotContain("tracks");
    assertThat(posts().stream().map(request -> request.replaceFirst("[?].*", "")).toList())
        .containsExactly(
            "POST " + api() + "attributes/acquire/", "POST " + api() + "attributes/release/");
  }

  @Test
  void unrealDatesAndWrongKindsAreRequestErrors() {
    for (String update :
        List.of(
            "{name:\"mood\",date:\"2026-02-30\",value:1}",
            "{name:\"mood\",date:\"tomorrow\",value:1}",
            "{name:\"mood\",date:\"2026-02-20\",value:null}",
            "{name:\"mood\",date:\"2026-02-20\",value:{a:1}}",
            "{name:3,date:\"2026-02-20\",value:1}")) {
      Reply reply =
          client().query("mutation{updateAttributes(updates:[" + update + "]){failedCount}}");
      assertThat(reply.codes()).as(update).isNotEmpty().containsOnly("BAD_REQUEST");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void moreThanAThousandItemsAreRefused() {
    List<Map<String, Object>> updates = new ArrayList<>();
    for (int i = 0; i <= 1000; i++) {
      updates.add(item("mood", LocalDate.parse("2026-11-20").minusDays(i).toString(), 5));
    }
    assertThat(client().with("u", updates).query(UPDATE).codes())
        .containsExactly("QUERY_TOO_COSTLY");
    assertThat(posts()).isEmpty();
  }

  @Test
  void aWritesPriceIsToldAndNothingIsWritten() {
    Reply reply =
        client()
            .header("X-Exist-Explain", "true")
            .with("u", List.of(item("mood", "2026-11-10", 9)))
            .query(UPDATE);
    assertThat(reply.exist().at("/plan/requests/0/method").asString()).isEqualTo("POST");
    assertThat(sent()).isEmpty();
  }

  @Test
  void sevenSecondsAfterTheBeginningNothingMoreIsSent() {
    exist.fault(
        request -> request.method().equals("POST"),
        new InjectedFault.HeldResponse(Mono.fromRunnable(() -> clock.pass(Duration.ofSeconds(8)))));
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      items.add(item("mood", LocalDate.parse("2026-10-01").plusDays(i).toString(), 5));
    }
    Reply reply = as("Bearer demo").with("u", items).query(UPDATE).withoutErrors();
    assertThat(reply.at("updateAttributes/results/34/status").asString()).isEqualTo("APPLIED");
    assertThat(reply.at("updateAttributes/results/35/status").asString()).isEqualTo("NOT_SENT");
    assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mutation{releaseAttributes(names:[\"mood\"]){ownedAttributes{name}}}",
        "mutation{a:acquireAttributes(attributes:[{name:\"mood\"}]){ownedAttributes{name}}"
            + " b:releaseAttributes(names:[\"mood\"]){ownedAttributes{name}"
            + " results{attribute{label value}}}"
            + " c:acquireAttributes(attributes:[{name:\"mood\"}]){ownedAttributes{name}}}",
        "mutation{a:updateAttributes(updates:[{name:\"weight\",value:70}])"
            + "{user{attributes{name value}}}"
            + " b:updateAttributes(updates:[{name:\"weight\",date:\"2026-11-20\",value:70}])"
            + "{user{attribute(name:\"weight\"){values(last:7){value}}}}}",
      })
  void aPlanOfWritesIsNeverBelowWhatIsSent(String write) {
    client().query("{ownedAttributes{name} me{username attributes{name values(last:7){value}}}}");
    Reply plan = client().header("X-Exist-Explain", "true").query(write);
    sent();
    client().query(write).withoutErrors();
    assertThat(sent()).hasSizeBetween(1, plan.exist().at("/plan/cost").asInt());
  }

  @Test
  void aPlanKnowsThatWritesMayUseTheReserve() {
    CallerId caller = new Credential("Bearer demo").callerId();
    Spending.spend(budget, caller, 280);
    String write =
        "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-10\",value:9}])"
            + "{results{status}}}";
    Reply plan = as("Bearer demo").header("X-Exist-Explain", "true").query(write);
    assertThat(plan.exist().path("plan").path("allowed").asBoolean()).isTrue();
    assertThat(plan.exist().path("plan").path("exact").asBoolean()).isTrue();
    assertThat(plan.exist().path("plan").path("remaining").asInt()).isEqualTo(20);
    Reply reply = as("Bearer demo").query(write).withoutErrors();
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("APPLIED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name:\"mood\",value:11}|0",
        "{name:\"mood\",value:4,date:\"2026-11-29\"}|0",
        "{name:\"not a name\",value:1}|0",
        "{name:\"mood\",value:11},{name:\"weight\",value:70}|1",
        "{name:\"weight\",value:70,date:\"2026-11-20\"},{name:\"weight\",value:71,date:\"2026-11-20\"}|1",
      })
  void aPlanOfWritesLeavesOutWhatIsRejectedHere(String updates, int posts) {
    as("Bearer demo").query("{me{username attributes{name}}}").withoutErrors();
    sent();
    String write = "mutation{updateAttributes(updates:[" + updates + "]){failedCount}}";
    Reply plan = as("Bearer demo").header("X-Exist-Explain", "true").query(write);
    assertThat(plan.exist().at("/plan/cost").asInt()).isEqualTo(posts);
    assertThat(plan.exist().at("/plan/exact").asBoolean()).isTrue();
    assertThat(plan.exist().at("/plan/requests"))
        .filteredOn(request -> !request.path("cached").asBoolean())
        .hasSize(posts);
    as("Bearer demo").query(write).withoutErrors();
    assertThat(sent()).hasSize(posts);
  }

  /// Of how many items a batch consists that may be sent shows only what is read before.
  @Test
  void aPlanOfWritesIsABoundWhereTheTypeIsNotKnown() {
    String write =
        "mutation{updateAttributes(updates:[{name:\"my_own\",value:\"x\",date:\"2026-11-20\"}])"
            + "{failedCount}}";
    Reply plan = as("Bearer demo").header("X-Exist-Explain", "true").query(write);
    assertThat(plan.exist().at("/plan/exact").asBoolean(true)).isFalse();
    as("Bearer demo").query(write).withoutErrors();
    assertThat(sent()).hasSizeLessThanOrEqualTo(plan.exist().at("/plan/cost").asInt());
  }
}
