package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Mutations on an empty cache judge, send and show values as they do when everything is cached.
/// The attributes here are the user's own: no documentation says of what type they are.
class ColdWritesTest extends GatewayTest {
  private static final String CREDENTIAL = "Bearer demo";
  private static final Map<String, Integer> TYPES =
      Map.of(
          "pushups", 0, "litres", 1, "diary", 2, "nap", 3, "woken", 4, "share", 5, "to_bed", 6,
          "drank", 7, "focus", 8);
  private static final List<Object> VALUES =
      List.of(
          true, false, 0, 1, 3, 12, 0.35, 425, 1500, "07:30", "25:99", "true", "a text", "0.5", "9",
          70.25);
  private static final String UPDATE =
      """
      mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){failedCount results{
        name date status error{reason code}
        value{id date value text number timeOfDay formatted}%s}}}\
      """;
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

  @BeforeEach
  void haveAttributesOfEveryType() {
    List<String> items =
        TYPES.entrySet().stream()
            .map(
                type ->
                    "{\"label\":\"%s\",\"group\":\"%s\",\"value_type\":%d}"
                        .formatted(
                            type.getKey(),
                            type.getValue() == 7 ? "custom" : "health",
                            type.getValue()))
            .toList();
    new ExistRequest(exist.address(), CREDENTIAL)
        .post("/api/2/attributes/create/", "[" + String.join(",", items) + "]");
    exist.clearRequests();
  }

  private static Map<String, Object> item(String name, Object value) {
    return Map.of("name", name, "date", "2026-11-20", "value", value);
  }

  private Reply update(Map<String, Object> item) {
    return as(CREDENTIAL).with("u", List.of(item)).query(UPDATE.formatted(""));
  }

  /// Without anything in the payload that has to be read.
  private Reply send(Map<String, Object> item) {
    return as(CREDENTIAL)
        .with("u", List.of(item))
        .query(
            "mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){"
                + "results{status error{reason} value{value}}}}");
  }

  private void warm() {
    as(CREDENTIAL)
        .query("{me{username timezone attributes{name label valueType value}}}")
        .withoutErrors();
    exist.clearRequests();
  }

  @ParameterizedTest
  @CsvSource({
    "drank, true, /value, true",
    "diary, a text, /text, a text",
    "nap, 425, /formatted, 7 h 05 min",
    "share, 0.35, /number, 35.0",
    "woken, 07:30, /value, 450",
    "to_bed, 00:30, /timeOfDay, 00:30"
  })
  void aValueIsShownByItsType(String name, Object value, String field, String shown) {
    Object typed = value.equals("true") ? (Object) true : value;
    Reply cold = update(item(name, typed)).withoutErrors();
    assertThat(cold.at("updateAttributes/results/0/value" + field).asString()).isEqualTo(shown);
    warm();
    assertThat(update(item(name, typed)).at("updateAttributes"))
        .isEqualTo(cold.at("updateAttributes"));
  }

  @ParameterizedTest
  @CsvSource({"woken, 25:99", "drank, yes", "pushups, 1.5", "share, 35", "focus, 10"})
  void aValueThatDoesNotFitItsTypeIsNotSent(String name, String value) {
    Reply cold = send(item(name, value)).withoutErrors();
    assertThat(cold.at("updateAttributes/results/0/error/reason").asString())
        .isEqualTo("INVALID_VALUE");
    assertThat(sent()).hasSize(1).allMatch(request -> request.startsWith("GET"));
  }

  @Test
  void theTypeIsReadOnceAndRemembered() {
    send(item("drank", true)).withoutErrors();
    assertThat(sent()).hasSize(2).last().isEqualTo("POST " + api() + "attributes/update/");
    send(item("nap", 5)).withoutErrors();
    assertThat(sent()).containsExactly("POST " + api() + "attributes/update/");
  }

  @Test
  void ofADocumentedAttributeNothingIsRead() {
    send(item("mood", 5)).withoutErrors();
    assertThat(sent()).containsExactly("POST " + api() + "attributes/update/");
  }

  @Test
  void aTypeThatCannotBeReadFailsTheMutationBeforeAnythingIsSent() {
    exist.fault(request -> request.method().equals("GET"), InjectedFault.html(500));
    Reply reply = send(item("drank", true));
    assertThat(reply.codes()).containsExactly("UPSTREAM_ERROR");
    assertThat(sent()).noneMatch(request -> request.startsWith("POST"));
    exist.clearFaults();
    clock.pass(Duration.ofMinutes(1));
    assertThat(send(item("drank", true)).at("updateAttributes/results/0/status").asString())
        .isEqualTo("APPLIED");
  }

  @Test
  void theTypeMayBeReadOutOfTheReserveOfWrites() {
    assertThat(
            budget
                .reserve(new Credential(CREDENTIAL).callerId(), 280, RequestPriority.READ)
                .block())
        .isInstanceOf(Reservation.Granted.class);
    assertThat(send(item("drank", true)).at("updateAttributes/results/0/status").asString())
        .isEqualTo("APPLIED");
  }

  @Test
  void aPlanHasTheReadOfTheType() {
    String write =
        "mutation{updateAttributes(updates:[{name:\"drank\",date:\"2026-11-20\",value:true}])"
            + "{results{status}}}";
    Reply plan = as(CREDENTIAL).header("X-Exist-Explain", "true").query(write);
    assertThat(plan.exist().at("/plan/requests")).hasSize(2);
    as(CREDENTIAL).query(write).withoutErrors();
    int cost = plan.exist().at("/plan/cost").asInt();
    assertThat(sent()).hasSize(2).hasSizeLessThanOrEqualTo(cost);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-25", "2026-11-26", "2026-11-27", "2026-11-24"})
  void whetherADayIsInTheFutureIsJudgedInTheUsersZone(String date) {
    Map<String, Object> item = Map.of("name", "mood", "date", date, "value", 5);
    String cold = String.valueOf(update(item).withoutErrors().at("updateAttributes"));
    exist.discardWrites();
    haveAttributesOfEveryType();
    warm();
    assertThat(String.valueOf(update(item).at("updateAttributes"))).isEqualTo(cold);
  }

  /// Each step on an empty cache, and again from the start on one that has everything.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anySequenceOfReadsAndWritesHasTheSameResultsOnColdAndOnWarmMemory(long seed) {
    List<String> cold = run(new Random(seed), () -> forget(CREDENTIAL));
    begin();
    haveAttributesOfEveryType();
    List<String> warm = run(new Random(seed), this::warm);
    for (int i = 0; i < cold.size(); i++) {
      assertThat(warm.get(i)).as("step %d", i).isEqualTo(cold.get(i));
    }
  }

  private List<String> run(Random random, Runnable before) {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      before.run();
      answers.add(random.nextInt(3) == 0 ? read(random) : write(random));
    }
    return answers;
  }

  private static <T> T any(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static String name(Random random) {
    List<String> names = new ArrayList<>(TYPES.keySet().stream().sorted().toList());
    names.addAll(List.of("mood", "mood_note", "weight", "steps", "unheard_of", "no name"));
    return any(random, names);
  }

  private String write(Random random) {
    List<Map<String, Object>> updates = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Map<String, Object> update = new HashMap<>();
      update.put("name", name(random));
      update.put("value", any(random, VALUES));
      if (random.nextInt(3) > 0) {
        update.put("date", TODAY.plusDays(random.nextInt(6) - 2).toString());
      }
      updates.add(update);
    }
    String attribute = any(random, List.of("", " attribute{name}", " attribute{label valueType}"));
    Reply reply = as(CREDENTIAL).with("u", updates).query(UPDATE.formatted(attribute));
    return updates + " " + reply.json().path("data") + reply.json().path("errors");
  }

  private String read(Random random) {
    Reply reply =
        as(CREDENTIAL)
            .with("n", name(random))
            .query(
                """
                query($n:String!){me{attribute(name:$n){name label valueType
                  values(last:3){id date value text number timeOfDay formatted}}}}\
                """);
    return String.valueOf(reply.json().path("data")) + reply.json().path("errors");
  }
}
