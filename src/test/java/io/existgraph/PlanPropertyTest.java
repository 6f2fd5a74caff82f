package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Random operations: what was sent had been planned, and what was answered is what a plain reader
/// finds, on an empty memory and on a warm one.
class PlanPropertyTest extends GatewayTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final Map<String, String> CORRELATION =
      Map.of("attribute2Name", "attribute2", "value", "value");

  /// A field as it is asked for, and what is to be answered.
  private record Field(String text, String alias, JsonNode expected) {}

  private PlainReader plain;
  private Random random;
  private int aliases;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatIsSentWasPlannedAndWhatIsAnsweredIsRight(long seed) {
    random = new Random(seed);
    plain = new PlainReader(exist.address(), TODAY);
    for (int round = 0; round < 40; round++) {
      if (random.nextInt(3) == 0) {
        begin();
      }
      List<Field> fields = new ArrayList<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        fields.add(userField());
      }
      check(fields);
    }
  }

  private void check(List<Field> fields) {
    String query = "{me{" + String.join(" ", fields.stream().map(Field::text).toList()) + "}}";
    exist.forgetRequests();
    Told plan = demo().header("X-Exist-Explain", "true").query(query);
    assertThat(exist.requests()).as(query).isEmpty();
    Told told = demo().query(query);
    List<String> sent = sent();
    assertThat(told.codes()).as(query + sent).isEmpty();
    List<String> planned = new ArrayList<>();
    for (JsonNode it : plan.exist().at("/plan/requests")) {
      if (!it.path("cached").asBoolean()) {
        planned.add(it.path("method").asString() + " " + it.path("path").asString());
      }
    }
    assertThat(sent).as(query).doesNotHaveDuplicates();
    assertThat(sent.size()).as(query).isLessThanOrEqualTo(plan.exist().at("/plan/cost").asInt());
    if (plan.exist().at("/plan/exact").asBoolean()) {
      assertThat(sent).as(query).containsExactlyInAnyOrderElementsOf(planned);
    } else {
      assertThat(sent).as(query).containsAll(planned);
    }
    assertThat(told.exist().path("requests").asInt()).isEqualTo(sent.size());
    for (Field field : fields) {
      assertThat(told.at("me/" + field.alias())).as(query).isEqualTo(field.expected());
    }
  }

  private Field userField() {
    return switch (random.nextInt(7)) {
      case 0 -> field("username", plain.profile().path("username"));
      case 1 -> field("today", JSON.getNodeFactory().stringNode(TODAY.toString()));
      case 2 -> {
        int first = 1 + random.nextInt(30);
        JsonNode expected = plain.nodes("insights/", first, Map.of("targetDate", "target_date"));
        yield field("insights(first:" + first + "){nodes{targetDate}}", expected);
      }
      case 3, 4 -> one();
      case 5 -> among(List.of("steps", "mood", "weight", "mood_note", "exercised", "nothing"));
      default -> among(null);
    };
  }

  private Field field(String text, JsonNode expected) {
    String alias = "f" + aliases++;
    return new Field(alias + ":" + text, alias, expected);
  }

  private Field one() {
    List<String[]> all = plain.attributes();
    String[] attribute = all.get(random.nextInt(all.size()));
    List<String> texts = new ArrayList<>();
    ObjectNode expected = JSON.createObjectNode();
    attributeFields(false).forEach(it -> it.addTo(texts, expected, attribute));
    return field(
        "attribute(name:\"" + attribute[0] + "\"){" + String.join(" ", texts) + "}", expected);
  }

  private Field among(List<String> names) {
    List<AttributeField> fields = attributeFields(names == null);
    List<String> texts = new ArrayList<>();
    ArrayNode expected = JSON.createArrayNode();
    for (String[] attribute : plain.attributes()) {
      if (names == null || names.contains(attribute[0])) {
        texts.clear();
        ObjectNode one = expected.addObject();
        fields.forEach(it -> it.addTo(texts, one, attribute));
      }
    }
    String arguments = names == null ? "" : "(names:" + JSON.writeValueAsString(names) + ")";
    return field("attributes" + arguments + "{" + String.join(" ", texts) + "}", expected);
  }

  @FunctionalInterface
  private interface AttributeField {
    void addTo(List<String> texts, ObjectNode expected, String[] attribute);
  }

  private List<AttributeField> attributeFields(boolean ofAll) {
    List<AttributeField> fields = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      fields.add(attributeField(ofAll));
    }
    return fields;
  }

  private AttributeField attributeField(boolean ofAll) {
    String alias = "g" + aliases++;
    int first = 1 + random.nextInt(4);
    LocalDate from = TODAY.minusDays(random.nextInt(ofAll ? 28 : 150));
    LocalDate to = from.plusDays(random.nextInt(ofAll ? 5 : 40));
    int last = 1 + random.nextInt(ofAll ? 31 : 120);
    return switch (random.nextInt(ofAll ? 7 : 9)) {
      case 0 -> (texts, told, it) -> add(texts, told, alias, "label", text(it[2]));
      case 1 -> (texts, told, it) -> add(texts, told, alias, "value", plain.value(it[0], TODAY));
      case 2, 3 ->
          (texts, told, it) ->
              add(
                  texts,
                  told,
                  alias,
                  "values(last:" + last + "){date value}",
                  plain.values(it[0], TODAY.minusDays(last - 1L), TODAY));
      case 4, 5 ->
          (texts, told, it) ->
              add(
                  texts,
                  told,
                  alias,
                  "values(from:\"" + from + "\",to:\"" + to + "\"){date value}",
                  plain.values(it[0], from, to));
      case 6 ->
          (texts, told, it) ->
              add(texts, told, alias, "average{overall}", plain.latestAverage(it[0]));
      case 7 ->
          (texts, told, it) ->
              add(
                  texts,
                  told,
                  alias,
                  "correlations(first:" + first + "){nodes{attribute2Name value}}",
                  plain.nodes(
                      "correlations/attribute/" + it[0] + "/?latest=true", first, CORRELATION));
      default ->
          (texts, told, it) ->
              add(
                  texts,
                  told,
                  alias,
                  "insights(first:" + first + "){nodes{targetDate}}",
                  plain.nodes(
                      "insights/attribute/" + it[0] + "/",
                      first,
                      Map.of("targetDate", "target_date")));
    };
  }

  private static JsonNode text(String text) {
    return JSON.getNodeFactory().stringNode(text);
  }

  private static void add(
      List<String> texts, ObjectNode told, String alias, String text, JsonNode expected) {
    texts.add(alias + ":" + text);
    told.set(alias, expected);
  }
}
