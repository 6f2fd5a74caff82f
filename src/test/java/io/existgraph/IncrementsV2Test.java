package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Adding to a value, and making attributes. What is repeated is not done twice.
@OverV2
class IncrementsV2Test extends GatewayTest {
  private static final String INCREMENT =
      """
      mutation($u:[AttributeUpdateInput!]!,$k:String!){incrementAttributes(updates:$u,idempotencyKey:$k){
        failedCount results{name date status value{value} attribute{label} error{reason code}}}}\
      """;
  private static final String CREATE =
      """
      mutation($a:[NewAttributeInput!]!){createAttributes(attributes:$a){failedCount
        results{name status attribute{name label group{name}} error{reason code}}
        ownedAttributes{name}}}\
      """;
  private static final String POST = "POST /api/2/attributes/increment/";
  private static int keys;

  @BeforeEach
  void own() {
    client()
        .query(
            "mutation{acquireAttributes(attributes:[{name:\"pages_read\"},{name:\"meditation_min\"}]){failedCount}}")
        .withoutErrors();
    sent();
  }

  private Ask client() {
    return as("Bearer demo");
  }

  private static String newKey() {
    return "key-" + keys++;
  }

  private static Map<String, Object> item(String name, String date, Object value) {
    return Map.of("name", name, "date", date, "value", value);
  }

  private Reply increment(String key, List<Map<String, Object>> updates) {
    return client().with("k", key).with("u", updates).query(INCREMENT).withoutErrors();
  }

  private int pages(String date) {
    return client()
        .with("d", date)
        .query("query($d:Date){me{attribute(name:\"pages_read\"){values(from:$d,to:$d){value}}}}")
        .withoutErrors()
        .at("me/attribute/values/0/value")
        .asInt(0);
  }

  @Test
  void whatIsAddedIsToldAndReadWithoutAskingAgain() {
    int before = pages("2026-11-10");
    sent();
    Reply reply = increment(newKey(), List.of(item("pages_read", "2026-11-10", 7)));
    assertThat(reply.at("incrementAttributes/results/0/status").asString()).isEqualTo("APPLIED");
    assertThat(reply.at("incrementAttributes/results/0/value/value").asInt()).isEqualTo(before + 7);
    assertThat(pages("2026-11-10")).isEqualTo(before + 7);
    assertThat(sent()).filteredOn(request -> !request.startsWith("GET")).containsExactly(POST);
  }

  @Test
  void aRepeatSendsNothingAndReturnsTheFirstResult() {
    int before = pages("2026-11-11");
    String key = newKey();
    List<Map<String, Object>> updates = List.of(item("pages_read", "2026-11-11", 5));
    Reply first = increment(key, updates);
    sent();
    Reply again = increment(key, updates);
    assertThat(again.at("incrementAttributes")).isEqualTo(first.at("incrementAttributes"));
    Reply other = increment(key, List.of(item("pages_read", "2026-11-12", 1)));
    assertThat(other.at("incrementAttributes")).isEqualTo(first.at("incrementAttributes"));
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofHours(23));
    assertThat(pages("2026-11-11")).isEqualTo(before + 5);
    sent();
    increment(key, updates);
    assertThat(sent()).doesNotContain(POST);
    clock.pass(Duration.ofHours(2));
    increment(key, updates);
    assertThat(sent()).contains(POST);
  }

  @Test
  void anotherCallersKeyIsAnother() {
    String key = newKey();
    List<Map<String, Object>> updates = List.of(item("pages_read", "2026-11-13", 1));
    increment(key, updates);
    sent();
    Reply reply = demo().with("k", key).with("u", updates).query(INCREMENT);
    assertThat(reply.at("incrementAttributes/results/0/status").asString()).isEqualTo("REJECTED");
    assertThat(sent()).contains(POST);
  }

  @Test
  void afterALostAnswerARepeatDoesNotAddTwice() {
    int before = pages("2026-11-14");
    String key = newKey();
    List<Map<String, Object>> updates = List.of(item("pages_read", "2026-11-14", 3));
    exist.fault(
        request -> request.method().equals("POST"), new InjectedFault.ClosedConnection(true));
    Reply lost = increment(key, updates);
    assertThat(lost.at("incrementAttributes/results/0/status").asString()).isEqualTo("UNKNOWN");
    assertThat(lost.at("incrementAttributes/results/0/value").isNull()).isTrue();
    exist.clearFaults();
    assertThat(sent()).filteredOn(request -> request.startsWith("POST")).containsExactly(POST);
    assertThat(increment(key, updates).at("incrementAttributes/results/0/status").asString())
        .isEqualTo("UNKNOWN");
    assertThat(sent()).doesNotContain(POST);
    assertThat(pages("2026-11-14")).isEqualTo(before + 3);
  }

  @Test
  void whatWasNeverSentMayBeSentWithTheSameKey() {
    String key = newKey();
    List<Map<String, Object>> updates = List.of(item("pages_read", "2026-11-15", 3));
    exist.fault(request -> request.method().equals("POST"), InjectedFault.json(429, ""));
    Reply refused = client().with("k", key).with("u", updates).query(INCREMENT);
    assertThat(refused.at("incrementAttributes/results/0/status").asString()).isEqualTo("NOT_SENT");
    exist.clearFaults();
    clock.pass(Duration.ofMinutes(20));
    assertThat(increment(key, updates).at("incrementAttributes/results/0/status").asString())
        .isEqualTo("APPLIED");
  }

  @Test
  void whatWasRefusedBeforeItWasSentMayBeSentWithTheSameKey() {
    String key = newKey();
    Reply refused = increment(key, List.of(item("!", "2026-11-15", 3)));
    assertThat(refused.at("incrementAttributes/results/0/status").asString()).isEqualTo("REJECTED");
    Reply sent = increment(key, List.of(item("pages_read", "2026-11-15", 3)));
    assertThat(sent.at("incrementAttributes/results/0/status").asString()).isEqualTo("APPLIED");
  }

  @Test
  void aCredentialThatExistDoesNotKnowLeavesNothingBehind() {
    List<Map<String, Object>> updates = List.of(item("pages_read", "2026-11-15", 3));
    for (int i = 0; i < 2; i++) {
      Reply refused = as("Bearer made-up").with("k", "key").with("u", updates).query(INCREMENT);
      assertThat(refused.at("incrementAttributes/results/0/status").asString())
          .isEqualTo("REJECTED");
      assertThat(sent()).contains(POST);
      clock.pass(Duration.ofMinutes(1)); // for so long the rejection is remembered
    }
  }

  @Test
  void severalOfOneDayAreAddedUp() {
    int before = pages("2026-11-16");
    Reply reply =
        increment(
            newKey(),
            List.of(item("pages_read", "2026-11-16", 2), item("pages_read", "2026-11-16", 4)));
    assertThat(reply.all("incrementAttributes/results", "status"))
        .containsExactly("APPLIED", "APPLIED");
    assertThat(reply.at("incrementAttributes/results/0/value/value").asInt()).isEqualTo(before + 6);
  }

  @Test
  void withoutADateTodayIsMeant() {
    Reply reply =
        client()
            .with("k", newKey())
            .with("u", List.of(Map.of("name", "meditation_min", "value", 10)))
            .query(INCREMENT)
            .withoutErrors();
    assertThat(reply.at("incrementAttributes/results/0/date").asString()).isEqualTo("2026-11-24");
    assertThat(reply.at("incrementAttributes/results/0/status").asString()).isEqualTo("APPLIED");
  }

  @ParameterizedTest
  @CsvSource({"mood,1", "mood_note,1", "exercised,1", "sleep_start,5", "steps,1.5", "steps,many"})
  void whatHasNoSumIsRefusedHere(String name, String value) {
    client().query("{me{attributes{name}}}"); // which types there are
    sent();
    Object amount = value.matches("[0-9.]+") ? Double.valueOf(value) : value;
    Reply reply = increment(newKey(), List.of(item(name, "2026-11-10", amount)));
    assertThat(reply.at("incrementAttributes/results/0/error/reason").asString())
        .isEqualTo("INVALID_VALUE");
    assertThat(sent()).doesNotContain(POST);
  }

  @Test
  void aKeyIsNeeded() {
    for (String key : List.of("", " ", "x".repeat(201))) {
      Reply reply =
          client()
              .with("k", key)
              .with("u", List.of(item("pages_read", "2026-11-10", 1)))
              .query(INCREMENT);
      assertThat(reply.codes()).containsExactly("BAD_REQUEST");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void attributesAreMadeAndNamedByExist() {
    Reply reply =
        client()
            .with(
                "a",
                List.of(
                    Map.of(
                        "label", "Cups of tea " + keys, "group", "health", "valueType", "INTEGER"),
                    Map.of("template", "no_such_template"),
                    Map.of("label", "Nothing else"),
                    Map.of("template", "coffees", "label", "Both", "group", "health")))
            .query(CREATE)
            .withoutErrors();
    assertThat(reply.all("createAttributes/results", "status"))
        .containsExactly("APPLIED", "REJECTED", "REJECTED", "REJECTED");
    String name = reply.at("createAttributes/results/0/name").asString();
    assertThat(name).startsWith("cups_of_tea");
    assertThat(reply.at("createAttributes/results/0/attribute/group/name").asString())
        .isEqualTo("health");
    assertThat(reply.at("createAttributes/results/1/error/reason").asString())
        .isEqualTo("NOT_FOUND");
    assertThat(reply.at("createAttributes/results/2/error/code").asString())
        .isEqualTo("missing_field");
    assertThat(reply.all("createAttributes/ownedAttributes", "name")).contains(name);
    assertThat(sent())
        .filteredOn(request -> request.startsWith("POST"))
        .containsExactly("POST /api/2/attributes/create/?success_objects=1");
  }

  @Test
  void anOfficialAttributeIsMadeWhenItIsAcquired() {
    Reply reply =
        client()
            .query(
                """
                mutation{acquireAttributes(attributes:[{name:"floors"},{name:"tracks",active:false},
                  {name:"tracks",private:true}]){
                  results{name status attribute{name template} error{code}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("acquireAttributes/results/0/status").asString()).isEqualTo("APPLIED");
    assertThat(reply.at("acquireAttributes/results/0/attribute/template").asString())
        .isEqualTo("floors");
    assertThat(reply.at("acquireAttributes/results/1/error/code").asString())
        .isEqualTo("NOT_SUPPORTED");
  }

  @Test
  void whatV2CannotDoIsRejectedWhateverBecomesOfTheRest() {
    exist.fault(
        request -> request.method().equals("POST"), new InjectedFault.ClosedConnection(true));
    Reply reply =
        client()
            .query(
                """
                mutation{acquireAttributes(attributes:[{name:"floors"},{name:"tracks",private:true}])
                  {results{status}}}\
                """);
    assertThat(reply.all("acquireAttributes/results", "status"))
        .containsExactly("UNKNOWN", "REJECTED");
  }

  @Test
  void aPriceIsToldAndNothingIsWritten() {
    Reply reply =
        client()
            .header("X-Exist-Explain", "true")
            .with("k", newKey())
            .with("u", List.of(item("pages_read", "2026-11-10", 1)))
            .query(INCREMENT);
    assertThat(reply.exist().at("/plan/requests/0/path").asString())
        .isEqualTo("/api/2/attributes/increment/");
    assertThat(sent()).isEmpty();
  }
}
