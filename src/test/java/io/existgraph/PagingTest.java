package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    return rows.stream().map(row -> row.path("id").asString()).toList();
  }

  @ParameterizedTest
  @CsvSource({"100,100", "37,100", "10,100", "20,23", "64,7"})
  void insightsPageToTheEndWhateverExistsOwnPageSize(int first, int size) {
    exist.options(EXIST.withPageSize(size, size));
    List<JsonNode> rows = walk(INSIGHTS, "me/page", first, () -> {});
    int total = demo().with("first", 1).query(INSIGHTS).at("me/page/totalCount").asInt();
    assertThat(ids(rows)).doesNotHaveDuplicates().hasSize(total);
    assertThat(rows.stream().map(row -> row.path("created").asString()).toList())
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
            row -> {
              if (row.at("/type/priority").asString().equals("WEEK")) {
                days.add(row.path("id").asString());
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
        .allMatch(
            created ->
                created.compareTo("2026-09-30T12") > 0 && created.compareTo("2026-11-01") < 0);
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

  private static String insightsPage(int from, int to, int count, boolean hasNext) {
    String rows =
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    "{\"created\":\"%s\",\"target_date\":null,\"html\":\"\",\"text\":\"%d\",\"type\":{\"name\":\"a\",\"period\":1,\"priority\":1}}"
                        .formatted(
                            Instant.parse("2026-11-20T00:00:00Z").minusSeconds(3600L * i), i))
            .collect(Collectors.joining(","));
    return "{\"count\":%d,\"next\":%s,\"results\":[%s]}"
        .formatted(count, hasNext ? "\"more\"" : "null", rows);
  }

  private void answerPages(int newRows, int count, boolean hasNext) {
    exist.clearFaults();
    exist.fault(
        request -> request.target().contains("/insights/") && !request.target().contains("page="),
        InjectedFault.json(200, insightsPage(-newRows, 100 - newRows, count, hasNext)));
    exist.fault(
        request -> request.target().contains("/insights/") && request.target().contains("page=2"),
        InjectedFault.json(
            200, insightsPage(100 - newRows, Math.min(count, 200) - newRows, count, hasNext)));
    exist.fault(
        request -> request.target().contains("/insights/") && request.target().contains("page=3"),
        InjectedFault.json(200, insightsPage(200 - newRows, count - newRows, count, false)));
  }

  @Test
  void aPageThatTheCountPromisesIsReadThoughNoNextIsNamed() {
    answerPages(0, 230, false);
    assertThat(walk(INSIGHTS, "me/page", 100, () -> {})).hasSize(230);
    assertThat(sent()).hasSize(3);
  }

  @Test
  void rowsThatArriveOnTopBetweenTwoReadingsAreNotRepeated() {
    answerPages(0, 230, true);
    AtomicInteger added = new AtomicInteger();
    List<JsonNode> rows =
        walk(
            INSIGHTS,
            "me/page",
            60,
            () -> answerPages(added.addAndGet(7), 230 + added.get(), true));
    assertThat(rows.stream().map(row -> row.path("id").asString()))
        .doesNotHaveDuplicates()
        .hasSize(230);
  }

  @Test
  void noRowIsMissingBetweenANewerPageAndAnOlderOne() {
    answerPages(0, 230, true);
    demo().with("first", 100).query(INSIGHTS).withoutErrors();
    Reply first = demo().with("first", 100).query(INSIGHTS).withoutErrors();
    String cursor = first.at("me/page/pageInfo/endCursor").asString();
    demo().with("first", 100).with("after", cursor).query(INSIGHTS).withoutErrors();
    clock.pass(Duration.ofMinutes(2));
    answerPages(7, 237, true);
    demo()
        .header("Cache-Control", "no-cache")
        .with("first", 20)
        .query(INSIGHTS)
        .withoutErrors(); // the first page alone
    List<JsonNode> rows = walk(INSIGHTS, "me/page", 60, () -> {});
    assertThat(ids(rows)).doesNotHaveDuplicates().hasSize(237);
  }
}
