package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Pages lead to the end of a list without a gap or a repetition.
class PagingTest extends GatewayTest {
  private static final String INSIGHTS =
      """
      query($first: Int, $after: String) {me{page: insights(first:$first, after:$after){
        nodes{id created type{name}} pageInfo{hasNextPage endCursor} totalCount}}}\
      """;
  private static final String CORRELATIONS =
      """
      query($first: Int, $after: String) {me{attribute(name:"steps"){
        page: correlations(first:$first, after:$after, latest:false){
          nodes{id date value} pageInfo{hasNextPage endCursor} totalCount}}}}\
      """;
  private static final String AVERAGES =
      """
      query($first: Int, $after: String) {me{attribute(name:"steps"){
        page: averages(first:$first, after:$after){
          nodes{id date} pageInfo{hasNextPage endCursor} totalCount}}}}\
      """;

  /// All rows, page after page; `between` runs before each further page.
  private List<JsonNode> walk(String query, String at, int first, Runnable between) {
    List<JsonNode> rows = new ArrayList<>();
    Ask ask = demo().with("first", first);
    JsonNode page;
    do {
      page = ask.query(query).withoutErrors().at(at);
      page.path("nodes").forEach(rows::add);
      ask = demo().with("first", first).with("after", page.at("/pageInfo/endCursor").asString());
      between.run();
    } while (page.at("/pageInfo/hasNextPage").asBoolean() && rows.size() < 2000);
    return rows;
  }

  private static List<String> ids(List<JsonNode> rows) {
    return rows.stream().map(it -> it.path("id").asString()).toList();
  }

  @ParameterizedTest
  @CsvSource({"100,100", "37,100", "10,100", "20,23", "64,7"})
  void insightsPageToTheEndWhateverExistsOwnPageSize(int first, int size) {
    exist.options(EXIST.withPageSize(size, size));
    List<JsonNode> rows = walk(INSIGHTS, "me/page", first, () -> {});
    int total = demo().with("first", 1).query(INSIGHTS).at("me/page/totalCount").asInt();
    assertThat(ids(rows)).doesNotHaveDuplicates().hasSize(total);
    assertThat(rows.stream().map(it -> it.path("created").asString()).toList())
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void rowsThatArriveOnTopNeitherShiftNorRepeat() {
    List<String> before = ids(walk(INSIGHTS, "me/page", 50, () -> {}));
    List<String> during =
        ids(walk(INSIGHTS, "me/page", 50, () -> clock.pass(Duration.ofHours(20))));
    assertThat(during).doesNotHaveDuplicates().containsSubsequence(before);
  }

  @ParameterizedTest
  @CsvSource({"100,100", "30,100", "25,11"})
  void correlationsAndAveragesPageToTheEndToo(int first, int size) {
    exist.options(EXIST.withPageSize(size, size));
    for (String query : List.of(CORRELATIONS, AVERAGES)) {
      List<JsonNode> rows = walk(query, "me/attribute/page", first, () -> {});
      int total = demo().with("first", 1).query(query).at("me/attribute/page/totalCount").asInt();
      assertThat(ids(rows)).doesNotHaveDuplicates().hasSize(Math.min(total, rows.size()));
      assertThat(rows.size()).isGreaterThanOrEqualTo(Math.min(total, 100));
    }
  }

  @Test
  void theEndlessFeedCostsOneRequestForAHundredRows() {
    walk(INSIGHTS, "me/page", 20, () -> {});
    int total = demo().with("first", 1).query(INSIGHTS).at("me/page/totalCount").asInt();
    assertThat(sent()).hasSize((total + 99) / 100);
  }

  @Test
  void aCursorOfAnotherListIsABadRequest() {
    String cursor = demo().query(INSIGHTS).at("me/page/pageInfo/endCursor").asString();
    assertThat(demo().with("after", cursor).query(AVERAGES).codes()).containsExactly("BAD_REQUEST");
    assertThat(
            demo()
                .with("after", cursor)
                .query("query($after:String){me{insights(after:$after,priority:DAY){nodes{id}}}}")
                .codes())
        .containsExactly("BAD_REQUEST");
  }

  @Test
  void windowsAndPrioritiesAreCutHere() {
    Reply all = demo().query("{me{insights(first:100){nodes{id created type{priority}}}}}");
    List<String> days = new ArrayList<>();
    all.at("me/insights/nodes")
        .forEach(
            it -> {
              if (it.at("/type/priority").asString().equals("WEEK")) {
                days.add(it.path("id").asString());
              }
            });
    Reply weeks = demo().query("{me{insights(first:5,priority:WEEK){nodes{id} totalCount}}}");
    assertThat(weeks.all("me/insights/nodes", "id")).containsExactlyElementsOf(days.subList(0, 5));
    assertThat(weeks.at("me/insights/totalCount").isNull()).isTrue();
    Reply window =
        demo()
            .query(
                "{me{insights(first:100,from:\"2026-10-01\",to:\"2026-10-31\"){nodes{created}}}}")
            .withoutErrors();
    assertThat(window.all("me/insights/nodes", "created"))
        .isNotEmpty()
        .allMatch(it -> it.compareTo("2026-09-30T12") > 0 && it.compareTo("2026-11-01") < 0);
  }

  @Test
  void insightsOfADateAreTheSameWhetherExistFiltersByLocalDateOrByUtc() {
    List<String> created =
        List.of("2026-10-02T14:00:00Z", "2026-10-01T20:00:00Z", "2026-09-30T23:30:00Z");
    String rows =
        created.stream()
            .map(
                time ->
                    "{\"created\":\"%s\",\"target_date\":null,\"html\":\"\",\"text\":\"\",\"type\":{\"name\":\"a\",\"period\":1,\"priority\":1}}"
                        .formatted(time))
            .collect(Collectors.joining(","));
    exist.fault(
        request -> request.target().contains("/insights/"),
        InjectedFault.json(200, "{\"count\":3,\"next\":null,\"results\":[" + rows + "]}"));
    Reply reply =
        demo() // in Australia/Melbourne, ten hours ahead of UTC on these days
            .query(
                "{me{insights(from:\"2026-10-01\",to:\"2026-10-02\"){totalCount nodes{created}}}}")
            .withoutErrors();
    assertThat(reply.all("me/insights/nodes", "created")).hasSize(2);
    assertThat(reply.at("me/insights/totalCount").isNull()).isTrue();
    assertThat(sent())
        .anyMatch(
            line -> line.contains("date_max=2026-10-03") && line.contains("date_min=2026-09-30"));
  }
}
