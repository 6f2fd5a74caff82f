package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.EngineRequests.Response;
import io.existgraph.graphql.execution.RandomDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlHandler;
import tools.jackson.databind.json.JsonMapper;

/// An operation has the same response whether it is executed field by field or by compiled
/// selections, on an empty memory and on a warm one, and on a warm one by a prepared query.
class CompiledResponsesTest extends GatewayTest {
  private static final Map<String, Object> VARIABLES =
      Map.of("yes", true, "no", false, "username", "josh", "attribute", "mood");

  private static final int DOCUMENTS = Boolean.getBoolean("soak") ? 100 : 50;
  private static final JsonMapper JSON = JsonMapper.shared();

  private int prepared;

  @Autowired private WebGraphQlHandler handler;
  @Autowired private GraphQlSource engine;

  private Response ask(String document, boolean isCold, boolean takesBytes) {
    begin();
    if (!isCold) {
      new EngineRequests(handler, "Bearer demo", false).ask(document, VARIABLES);
    }
    return new EngineRequests(handler, "Bearer demo", takesBytes).ask(document, VARIABLES);
  }

  /// Whether it was executed by compiled selections. What is left of the hour changes with the
  /// responses of Exist, and is asked for on a warm memory only.
  private boolean check(String document, boolean isEmpty) {
    boolean isCold = isEmpty && !document.contains("rateLimit");
    ask(document, isCold, false); // what all callers share is known from here on
    Response expected = ask(document, isCold, false);
    Response actual = ask(document, isCold, true);
    assertThat(new String(actual.data(), StandardCharsets.UTF_8))
        .as(document)
        .isEqualTo(new String(expected.data(), StandardCharsets.UTF_8));
    assertThat(actual.errors()).as(document).containsExactlyInAnyOrderElementsOf(expected.errors());
    if (!isCold) {
      assertThat(actual.extensions()).as(document).isEqualTo(expected.extensions());
    }
    prepared += isSameWherePrepared(document) ? 1 : 0;
    return actual.isCompiled();
  }

  private boolean isSameWherePrepared(String document) {
    Response expected = new EngineRequests(handler, "Bearer demo", false).ask(document, VARIABLES);
    byte[] body = new EngineRequests(handler, "Bearer demo", true).askPrepared(document, VARIABLES);
    if (body == null) {
      return false;
    }
    String whole =
        "{\"data\":"
            + new String(expected.data(), StandardCharsets.UTF_8)
            + ",\"extensions\":"
            + JSON.writeValueAsString(expected.extensions())
            + "}";
    assertThat(new String(body, StandardCharsets.UTF_8)).as(document).isEqualTo(whole);
    assertThat(expected.errors()).as(document).isEmpty();
    return true;
  }

  @Test
  void aReadyOperationHasTheSameResponse() throws IOException {
    try (var files = Files.list(Path.of("schema/operations"))) {
      for (Path file : files.sorted().toList()) {
        String document = Files.readString(file);
        if (document.contains("\nquery ")) {
          assertThat(check(document, true)).as(document).isEqualTo(check(document, false));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aRandomOperationHasTheSameResponse(long seed) {
    Random random = new Random(seed);
    RandomDocuments documents = new RandomDocuments(engine.schema(), random, arguments());
    int compiled = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      compiled += check(documents.next(), random.nextBoolean()) ? 1 : 0;
    }
    assertThat(compiled).isGreaterThan(DOCUMENTS * 3 / 5);
    assertThat(prepared).isGreaterThan(DOCUMENTS / 5);
  }

  /// What is invalid loads nothing, though a valid field has loaded the same.
  @Test
  void anInvalidArgumentFailsItsField() {
    check(
        "{me{attribute(name:\"steps\"){a:insights{nodes{html}} b:insights(first:0){nodes{html}}}}}",
        false);
    check("{me{attributes{name values(last:0){date}}}}", true);
  }

  private Map<String, List<String>> arguments() {
    Reply ids =
        as("Bearer demo")
            .query("{me{id attribute(name:\"steps\"){id today{id} average{id}}}}")
            .withoutErrors();
    List<String> known =
        List.of(
            quoted(ids.at("me/id").asString()),
            quoted(ids.at("me/attribute/id").asString()),
            quoted(ids.at("me/attribute/today/id").asString()),
            quoted(ids.at("me/attribute/average/id").asString()),
            "\"unknown\"");
    return Map.ofEntries(
        Map.entry("id", known),
        Map.entry("ids", List.of("[" + String.join(",", known) + "]", "[]")),
        Map.entry("username", List.of("\"josh\"", "\"nobody\"")),
        Map.entry("name", List.of("\"steps\"", "\"mood\"", "\"nothing\"")),
        Map.entry("names", List.of("[\"steps\",\"mood\"]", "[\"weight\"]")),
        Map.entry("with", List.of("\"mood\"", "\"steps\"")),
        Map.entry("first", List.of("1", "3", "0")),
        Map.entry("last", List.of("2", "9")),
        Map.entry("order", List.of("ASC", "DESC")),
        Map.entry("skipEmpty", List.of("true", "false")),
        Map.entry("orderBy", List.of("DATE", "STRENGTH")),
        Map.entry("by", List.of("WEEK", "MONTH", "WEEKDAY")),
        Map.entry("days", List.of("1", "7", "40", "0")),
        Map.entry("atLeast", List.of("0.5", "8000")),
        Map.entry("units", List.of("IMPERIAL", "METRIC", "PREFERRED")),
        Map.entry("priority", List.of("DAY", "WEEK")));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
