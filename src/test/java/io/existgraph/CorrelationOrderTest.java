package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Correlations by strength: the same rows, sorted by their absolute coefficient.
class CorrelationOrderTest extends GatewayTest {
  private static final Comparator<JsonNode> STRONGEST_FIRST =
      Comparator.<JsonNode>comparingDouble(row -> Math.abs(row.path("value").asDouble()))
          .reversed();

  /// All rows, page by page.
  private List<JsonNode> rows(String attribute, String arguments, int first) {
    List<JsonNode> rows = new ArrayList<>();
    Ask ask = demo();
    JsonNode page;
    do {
      page =
          ask.query(
                  "query($after:String){me{attribute(name:\"%s\"){correlations(first:%d,after:$after%s){totalCount nodes{id date value} pageInfo{hasNextPage hasPreviousPage endCursor}}}}}"
                      .formatted(attribute, first, arguments))
              .withoutErrors()
              .at("me/attribute/correlations");
      assertThat(page.at("/pageInfo/hasPreviousPage").asBoolean()).isEqualTo(!rows.isEmpty());
      page.path("nodes").forEach(rows::add);
      ask = demo().with("after", page.at("/pageInfo/endCursor").asString());
    } while (page.at("/pageInfo/hasNextPage").asBoolean() && rows.size() < 2_000);
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",latest:false",
        ",from:\"2026-09-01\"",
        ",from:\"2026-06-01\",to:\"2026-11-10\""
      })
  void hasTheSameRowsStrongestFirst(String arguments) {
    for (String attribute : List.of("steps", "mood")) {
      List<JsonNode> expected = new ArrayList<>(rows(attribute, arguments, 100));
      expected.sort(STRONGEST_FIRST);
      for (int first : List.of(33, 100)) {
        begin();
        assertThat(rows(attribute, arguments + ",orderBy:STRENGTH", first)).isEqualTo(expected);
      }
      assertThat(rows(attribute, arguments + ",orderBy:DATE", 50))
          .isSortedAccordingTo(
              Comparator.<JsonNode, String>comparing(row -> row.path("date").asString())
                  .reversed());
    }
  }

  @Test
  void theLatestBatchCostsNoMoreThanByDate() {
    String query =
        "{me{attributes(names:[\"mood\",\"steps\"]){correlations(first:3,orderBy:%s){nodes{value}}}}}";
    demo().query("{me{attributes{name}}}").withoutErrors(); // so many correlations there may be
    sent();
    JsonNode byDate = explained(query.formatted("DATE"));
    JsonNode byStrength = explained(query.formatted("STRENGTH"));
    assertThat(byStrength.path("cost")).isEqualTo(byDate.path("cost"));
    assertThat(byStrength.path("exact")).isEqualTo(byDate.path("exact"));
    demo().query(query.formatted("STRENGTH")).withoutErrors();
    assertThat(sent()).hasSize(byDate.path("cost").asInt());
    demo().query(query.formatted("DATE")).withoutErrors();
    assertThat(sent()).isEmpty();
  }

  private JsonNode explained(String query) {
    return demo().header("X-Exist-Explain", "true").query(query).exist().path("plan");
  }

  @Test
  void aCursorOfTheOtherOrderIsForeign() {
    String query =
        "query($after:String){me{attribute(name:\"steps\"){correlations(first:2,after:$after,orderBy:%s){pageInfo{endCursor}}}}}";
    String cursor =
        demo()
            .query(query.formatted("STRENGTH"))
            .withoutErrors()
            .at("me/attribute/correlations/pageInfo/endCursor")
            .asString();
    assertThat(demo().with("after", cursor).query(query.formatted("DATE")).codes())
        .containsExactly("BAD_REQUEST");
  }
}
