package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.SimulatorOptions;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Random operations over the whole schema: what was sent had been planned, and what was answered
/// is what a plain reader finds, on an empty memory and on a warm one, whatever Exist's options.
@Import(CountedBatches.class)
class PlanPropertyTest extends GatewayTest {
  @Autowired private CountedBatches batches;

  private static final int ROUNDS = Boolean.getBoolean("soak") ? 100 : 20;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final Map<String, String> CORRELATION =
      Map.of("attribute2Name", "attribute2", "value", "value");

  /// A field as it is asked for, and what is to be answered.
  private record Field(String text, String alias, JsonNode expected) {}

  private static final List<SimulatorOptions> OPTIONS =
      List.of(
          EXIST,
          EXIST,
          EXIST.omittingEmptyDays(),
          EXIST.ignoringDateMin().omittingEmptyDays(),
          EXIST.withPageSize(7, 40));

  private SimulatorOptions options;
  private PlainReader plain;
  private Random random;
  private int aliases;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatIsSentWasPlannedAndWhatIsAnsweredIsRight(long seed) {
    random = new Random(seed);
    options = OPTIONS.get((int) seed % OPTIONS.size());
    exist.options(options);
    plain = new PlainReader(exist.address(), TODAY);
    for (int round = 0; round < ROUNDS; round++) {
      if (random.nextInt(3) == 0) {
        begin();
        exist.options(options);
      }
      List<Field> fields = new ArrayList<>();
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        fields.add(root());
      }
      check(fields);
    }
    assertThat(batches.statistics().getCacheHitCount()).isPositive();
  }

  /// Where Exist's pages are smaller than asked for, a plan cannot know how many there are.
  private boolean isPlannable() {
    return options.maxPageSize() == EXIST.maxPageSize();
  }

  private void check(List<Field> fields) {
    String query = "{" + String.join(" ", fields.stream().map(Field::text).toList()) + "}";
    exist.clearRequests();
    long missed = batches.statistics().getBatchInvokeCount();
    Reply plan = demo().header("X-Exist-Explain", "true").query(query);
    assertThat(exist.requests()).as(query).isEmpty();
    Reply reply = demo().query(query);
    List<String> sent = sent();
    assertThat(reply.codes()).as(query + sent).isEmpty();
    assertThat(batches.statistics().getBatchInvokeCount())
        .as("keys missed: %s", query)
        .isEqualTo(missed);
    List<String> planned = new ArrayList<>();
    boolean isExact = plan.exist().at("/plan/exact").asBoolean();
    for (JsonNode request : plan.exist().at("/plan/requests")) {
      boolean isCertain = isExact || request.path("step").asInt() == 1; // else it may be in parts
      if (isCertain && !request.path("cached").asBoolean()) {
        planned.add(request.path("method").asString() + " " + request.path("path").asString());
      }
    }
    assertThat(sent).as(query).doesNotHaveDuplicates();
    if (isPlannable()) {
      assertThat(sent.size())
          .as("%s%n%s%n%s", query, sent, planned)
          .isLessThanOrEqualTo(plan.exist().at("/plan/cost").asInt());
    }
    if (isPlannable() && isExact) {
      assertThat(sent).as(query).containsExactlyInAnyOrderElementsOf(planned);
    } else {
      assertThat(sent).as(query).containsAll(planned);
    }
    assertThat(reply.exist().path("requests").asInt()).isEqualTo(sent.size());
    for (Field field : fields) {
      assertThat(withInstants(reply.at(field.alias())))
          .as(query)
          .isEqualTo(withInstants(field.expected()));
    }
  }

  /// Moments may be returned with any offset.
  private static JsonNode withInstants(JsonNode node) {
    JsonNode copy = node.deepCopy();
    copy.findParents("created")
        .forEach(
            row -> {
              OffsetDateTime created = OffsetDateTime.parse(row.path("created").asString());
              ((ObjectNode) row).put("created", created.toInstant().toString());
            });
    return copy;
  }

  /// Whether Exist has data of others than the caller.
  boolean tellsOfOthers() {
    return true;
  }

  private Field root() {
    return switch (random.nextInt(10)) {
      case 0 -> tellsOfOthers() ? other() : user();
      case 1 -> node();
      case 2 -> {
        Field user = user();
        yield field(
            user.text().replaceFirst("^[^:]*:me", "user(username:\"demo\")"), user.expected());
      }
      default -> user();
    };
  }

  private Field user() {
    List<String> texts = new ArrayList<>();
    ObjectNode expected = JSON.createObjectNode();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Field field = userField();
      texts.add(field.text());
      expected.set(field.alias(), field.expected());
    }
    return field("me{" + String.join(" ", texts) + "}", expected);
  }

  /// Another user, whose data the overview has.
  private Field other() {
    String name = random.nextBoolean() ? "josh" : "demo2";
    JsonNode overview = plain.overviewOf(name);
    ObjectNode expected = JSON.createObjectNode();
    expected.set("username", overview.path("username"));
    ArrayNode values = expected.putArray("attributes");
    for (JsonNode group : PlainReader.sorted(overview.path("attributes"))) {
      for (JsonNode item : PlainReader.sorted(group.path("items"))) {
        values.addObject().set("name", item.path("attribute"));
      }
    }
    return field("user(username:\"" + name + "\"){username attributes{name}}", expected);
  }

  /// A thing found again by its id.
  private Field node() {
    List<String[]> all = plain.attributes();
    String name = all.get(random.nextInt(all.size()))[0];
    LocalDate day = TODAY.minusDays(random.nextInt(200));
    String ids =
        "{me{attribute(name:\"%s\"){id values(from:\"%s\",to:\"%s\"){id}}}}"
            .formatted(name, day, day);
    Reply reply = demo().query(ids).withoutErrors();
    if (random.nextBoolean()) {
      begin();
      exist.options(options);
    }
    if (random.nextBoolean()) {
      String id = reply.at("me/attribute/id").asString();
      return field(
          "node(id:\"" + id + "\"){...on Attribute{value}}",
          JSON.createObjectNode().set("value", plain.value(name, TODAY)));
    }
    String id = reply.at("me/attribute/values/0/id").asString();
    ArrayNode expected = JSON.createArrayNode();
    expected.addObject().put("date", day.toString()).set("value", plain.value(name, day));
    return field("nodes(ids:[\"" + id + "\"]){...on DailyValue{date value}}", expected);
  }

  private Field userField() {
    return switch (random.nextInt(12)) {
      case 0 -> field("username", plain.profile().path("username"));
      case 1 -> field("today", JSON.getNodeFactory().stringNode(TODAY.toString()));
      case 2 -> {
        int first = 1 + random.nextInt(30);
        JsonNode expected = plain.nodes("insights/", first, Map.of("targetDate", "target_date"));
        yield field("insights(first:" + first + "){nodes{targetDate}}", expected);
      }
      case 3, 4, 5 -> one();
      case 6 -> groups();
      case 7 -> {
        ArrayNode expected = JSON.createArrayNode();
        plain
            .averages()
            .forEach(
                row ->
                    expected.add(
                        PlainReader.only(
                            row, Map.of("attributeName", "attribute", "overall", "overall"))));
        yield field("averages{attributeName overall}", expected);
      }
      case 8 -> insightsOfSomeDays();
      case 9 -> furtherInsights();
      case 10 -> among(List.of("steps", "mood", "weight", "mood_note", "exercised", "nothing"));
      default -> among(null);
    };
  }

  private Field groups() {
    ArrayNode expected = JSON.createArrayNode();
    String last = "";
    for (String[] attribute : plain.attributes()) {
      if (!attribute[1].equals(last)) {
        last = attribute[1];
        expected.addObject().put("name", last).putArray("attributes");
      }
      ObjectNode one = expected.get(expected.size() - 1).withArray("attributes").addObject();
      one.put("name", attribute[0]).set("value", plain.value(attribute[0], TODAY));
    }
    return field("groups{name attributes{name value}}", expected);
  }

  private static final Map<String, String> INSIGHT =
      Map.of("targetDate", "target_date", "created", "created");

  private Field insightsOfSomeDays() {
    LocalDate from = TODAY.minusDays(random.nextInt(120));
    LocalDate to = from.plusDays(random.nextInt(40));
    int priority = random.nextInt(5);
    List<JsonNode> rows =
        plain.rows("insights/").stream()
            .filter(row -> isWithin(row, from, to))
            .filter(row -> priority == 0 || row.at("/type/priority").asInt() == priority)
            .toList();
    String of = priority == 0 ? "" : ",priority:" + PRIORITIES.get(priority - 1);
    return field(
        "insights(first:10,from:\""
            + from
            + "\",to:\""
            + to
            + "\""
            + of
            + "){nodes{targetDate created}}",
        PlainReader.nodes(rows, 10, INSIGHT));
  }

  private static final List<String> PRIORITIES = List.of("REAL_TIME", "DAY", "WEEK", "MONTH");

  private static boolean isWithin(JsonNode insight, LocalDate from, LocalDate to) {
    LocalDate created =
        java.time.Instant.parse(insight.path("created").asString())
            .atZone(java.time.ZoneId.of("Australia/Melbourne"))
            .toLocalDate();
    return !created.isBefore(from) && !created.isAfter(to);
  }

  /// A page behind another one.
  private Field furtherInsights() {
    int skipped = 1 + random.nextInt(100);
    int first = 1 + random.nextInt(100);
    Reply reply =
        demo().query("{me{insights(first:" + skipped + "){pageInfo{endCursor}}}}").withoutErrors();
    List<JsonNode> rows = plain.rows("insights/");
    ObjectNode expected =
        (ObjectNode) PlainReader.nodes(rows.subList(skipped, rows.size()), first, INSIGHT);
    expected.put("totalCount", rows.size());
    String after = reply.at("me/insights/pageInfo/endCursor").asString();
    return field(
        "insights(first:"
            + first
            + ",after:\""
            + after
            + "\"){nodes{targetDate created} totalCount}",
        expected);
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
    attributeFields(false).forEach(field -> field.addTo(texts, expected, attribute));
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
        fields.forEach(field -> field.addTo(texts, one, attribute));
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
    return switch (random.nextInt(ofAll ? 8 : 12)) {
      case 0 -> (texts, reply, attribute) -> add(texts, reply, alias, "label", text(attribute[2]));
      case 1 ->
          (texts, reply, attribute) ->
              add(texts, reply, alias, "value", plain.value(attribute[0], TODAY));
      case 2, 3 ->
          (texts, reply, attribute) ->
              add(
                  texts,
                  reply,
                  alias,
                  "values(last:" + last + "){date value}",
                  plain.values(attribute[0], TODAY.minusDays(last - 1L), TODAY));
      case 4, 5 ->
          (texts, reply, attribute) ->
              add(
                  texts,
                  reply,
                  alias,
                  "values(from:\"" + from + "\",to:\"" + to + "\"){date value}",
                  plain.values(attribute[0], from, to));
      case 6 ->
          (texts, reply, attribute) ->
              add(texts, reply, alias, "average{overall}", plain.latestAverage(attribute[0]));
      case 7 ->
          (texts, reply, attribute) ->
              add(texts, reply, alias, "goal{target source}", plain.goal(attribute[0]));
      case 8 ->
          (texts, reply, attribute) ->
              add(
                  texts,
                  reply,
                  alias,
                  "correlation(with:\"mood\"){value}",
                  correlation(attribute[0]));
      case 9 ->
          (texts, reply, attribute) ->
              add(
                  texts,
                  reply,
                  alias,
                  "averages(first:" + first + "){nodes{date overall}}",
                  plain.nodes(
                      "averages/attribute/" + attribute[0] + "/",
                      first,
                      Map.of("date", "date", "overall", "overall")));
      case 10 ->
          (texts, reply, attribute) ->
              add(
                  texts,
                  reply,
                  alias,
                  "correlations(first:" + first + "){nodes{attribute2Name value}}",
                  plain.nodes(
                      "correlations/attribute/" + attribute[0] + "/?latest=true",
                      first,
                      CORRELATION));
      default ->
          (texts, reply, attribute) ->
              add(
                  texts,
                  reply,
                  alias,
                  "insights(first:" + first + "){nodes{targetDate}}",
                  plain.nodes(
                      "insights/attribute/" + attribute[0] + "/",
                      first,
                      Map.of("targetDate", "target_date")));
    };
  }

  private JsonNode correlation(String name) {
    return plain.rows("correlations/attribute/" + name + "/?latest=true").stream()
        .filter(row -> row.path("attribute2").asString().equals("mood"))
        .findFirst()
        .map(row -> PlainReader.only(row, Map.of("value", "value")))
        .orElse(JSON.nullNode());
  }

  private static JsonNode text(String text) {
    return JSON.getNodeFactory().stringNode(text);
  }

  private static void add(
      List<String> texts, ObjectNode reply, String alias, String text, JsonNode expected) {
    texts.add(alias + ":" + text);
    reply.set(alias, expected);
  }
}
