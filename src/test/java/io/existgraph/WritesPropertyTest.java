package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Any sequence of writes, reads and faults: what is reported as written is in Exist, and what is
/// read is what Exist holds, whichever of the user's credentials asks.
class WritesPropertyTest extends GatewayTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final List<String> NAMES = List.of("mood", "weight", "mood_note", "steps");
  private static final List<InjectedFault> FAULTS =
      List.of(
          new InjectedFault.ClosedConnection(true),
          new InjectedFault.ClosedConnection(false),
          new InjectedFault.TruncatedBody(),
          InjectedFault.html(500),
          InjectedFault.html(200),
          InjectedFault.json(400, "{}"),
          InjectedFault.json(429, ""));

  private Random random;
  private int written;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatIsToldAsWrittenIsInExistAndReadsTellWhatExistHolds(long seed) {
    random = new Random(seed);
    for (int step = 0; step < 40; step++) {
      boolean isFaulty = random.nextInt(3) == 0;
      if (isFaulty) {
        exist.fault(
            request -> request.method().equals("POST"), FAULTS.get(random.nextInt(FAULTS.size())));
      }
      switch (random.nextInt(6)) {
        case 0 -> own("acquireAttributes(attributes:[{name:\"%s\"}])", some());
        case 1 -> own("releaseAttributes(names:[\"%s\"])", some());
        case 2, 3 -> update();
        default -> {}
      }
      if (isFaulty) {
        exist.clearFaults();
        clock.pass(Duration.ofMinutes(15)); // the longest refusal without an end is over then
      }
      read();
    }
  }

  @AfterEach
  void ownAsBefore() {
    List.of("mood", "weight", "mood_note")
        .forEach(name -> own("acquireAttributes(attributes:[{name:\"%s\"}])", name));
    own("releaseAttributes(names:[\"%s\"])", "steps");
  }

  private Ask client() {
    return as("Bearer demo");
  }

  private PlainReader model() {
    return new PlainReader(exist.address(), TODAY, "Bearer demo");
  }

  private String some() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private void own(String mutation, String name) {
    Reply reply =
        client()
            .query(
                "mutation{m:"
                    + mutation.formatted(name)
                    + "{results{status attribute{name}} ownedAttributes{name}}}");
    boolean isOwned = owned().contains(name);
    if (reply.at("m/results/0/status").asString().equals("APPLIED")) {
      assertThat(isOwned).isEqualTo(mutation.startsWith("acquire"));
    }
    if (!reply.at("m/ownedAttributes").isNull()) {
      assertThat(new TreeSet<>(reply.all("m/ownedAttributes", "name"))).isEqualTo(owned());
    }
  }

  private TreeSet<String> owned() {
    TreeSet<String> names = new TreeSet<>();
    model().owned().forEach(row -> names.add(row.path("attribute").asString()));
    return names;
  }

  private void update() {
    List<Map<String, Object>> updates = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      Map<String, Object> update = new HashMap<>();
      String name = some();
      update.put("name", name);
      if (random.nextInt(3) > 0) {
        update.put("date", TODAY.minusDays(random.nextInt(3)).toString());
      }
      update.put(
          "value",
          switch (name) {
            case "mood" -> 1 + written++ % 9;
            case "weight" -> 60 + written++ % 300 / 10.0;
            case "steps" -> written++;
            default -> "Note " + written++;
          });
      updates.add(update);
    }
    Reply reply =
        client()
            .with("u", updates)
            .query(
                """
                mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){
                  results{name date status value{value}}
                  user{attributes(names:["mood","weight"]){name value}}}}\
                """);
    PlainReader model = model();
    for (JsonNode result : reply.at("updateAttributes/results")) {
      LocalDate date = LocalDate.parse(result.path("date").asString());
      if (result.path("status").asString().equals("APPLIED")) {
        JsonNode held = model.value(result.path("name").asString(), date);
        assertThat(result.at("/value/value").asString())
            .as(reply.json().toString())
            .isEqualTo(held.asString());
      } else {
        assertThat(result.path("value").isNull()).isTrue();
      }
    }
    if (!reply.codes().isEmpty()) {
      assertThat(reply.codes()).containsOnly("RATE_LIMITED"); // after a refusal nothing is read
      return;
    }
    for (JsonNode attribute : reply.at("updateAttributes/user/attributes")) {
      assertThat(attribute.path("value").asString())
          .isEqualTo(model.value(attribute.path("name").asString(), TODAY).asString());
    }
  }

  /// In one of the ways that are remembered apart.
  private void read() {
    String credential = random.nextBoolean() ? "Bearer demo" : "Token demo";
    String selection =
        switch (random.nextInt(4)) {
          case 0 -> "attributes(names:%s){name value values(last:3){date value}}";
          case 1 -> "attributes(names:%s){name today{value date}}";
          case 2 -> "attributes(names:%s){name values(last:40){date value}}";
          default ->
              "attributes(names:%s){name values(from:\"2026-11-22\",to:\"2026-11-24\"){date"
                  + " value}}";
        };
    Reply reply =
        as(credential)
            .query("{me{" + selection.formatted(JSON.writeValueAsString(NAMES)) + "}}")
            .withoutErrors();
    PlainReader model = model();
    for (JsonNode attribute : reply.at("me/attributes")) {
      String name = attribute.path("name").asString();
      if (attribute.has("value")) {
        assertThat(attribute.path("value").asString(null))
            .isEqualTo(model.value(name, TODAY).asString(null));
      }
      attribute.path("values").forEach(day -> check(model, name, day));
      check(model, name, attribute.path("today"));
    }
  }

  private static void check(PlainReader model, String name, JsonNode day) {
    if (day.has("date") && day.path("date").asString().compareTo("2026-11-20") > 0) {
      LocalDate date = LocalDate.parse(day.path("date").asString());
      assertThat(day.path("value").asString(null))
          .as(name + date)
          .isEqualTo(model.value(name, date).asString(null));
    }
  }
}
