package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// An operation answers with 50,000 values at most, however they are multiplied: at the limit it is
/// read, one beyond it is refused, as early as that can be known.
class ValuesLimitTest extends GatewayTest {
  private static final String REFUSED =
      "The operation answers with 50001 values; the limit is 50000.";

  @Test
  void aliasesAddUpAndTheLastDayTooManyIsRefusedBeforeAnythingIsSent() {
    Reply reply = demo().query(years(2_420)).withoutErrors();
    assertThat(reply.at("me/attribute/a0")).hasSize(3_660);
    assertThat(reply.at("me/attribute/rest")).hasSize(2_420);
    sent();
    caches.forget(new Credential("Token demo").callerId());
    assertRefused(
        demo().query(years(2_421)), "The operation answers with 50001 values; the limit is 50000.");
    assertThat(sent()).isEmpty();
  }

  private static String years(int rest) {
    return "{me{attribute(name:\"steps\"){" + lists(13, 3_660, "{value}", rest) + "}}}";
  }

  /// So many lists of so many days, and one of the rest.
  private static String lists(int count, int days, String fields, int rest) {
    StringBuilder lists = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lists.append("a").append(i).append(":values(last:" + days + ")").append(fields);
    }
    return lists + "rest:values(last:" + rest + ")" + fields;
  }

  private static void assertRefused(Reply reply, String message) {
    assertThat(reply.codes()).containsExactly("QUERY_TOO_COSTLY");
    assertThat(reply.json().at("/errors/0/message").asString()).startsWith(message);
    assertThat(reply.at("me").isNull()).isTrue();
  }

  @Test
  void whereAttributesMultiplyTheOneReadingThatTellsThemComesFirst() {
    String everything = "{me{attributes{" + lists(46, 31, "{value}", 3) + "}}}";
    assertRefused(
        demo().query(everything), "The operation answers with 50015 values; the limit is 50000.");
    assertThat(sent()).containsExactly("GET /api/1/users/$self/today/");
    assertRefused(
        demo().query(everything), "The operation answers with 50015 values; the limit is 50000.");
    assertThat(sent()).isEmpty();
    demo().query("{me{attributes{" + lists(46, 31, "{value}", 2) + "}}}").withoutErrors();
  }

  @Test
  void aValueOfMoreThanEightFieldsCountsAsSeveral() {
    String eight = "id date value number text timeOfDay formatted __typename";
    String days = "{me{attribute(name:\"steps\"){%s}}} fragment F on DailyValue{%s}";
    String lists = lists(12, 2_400, "{...F}", 1);
    assertThat(demo().query(days.formatted(lists, "value")).withoutErrors().at("me")).isNotEmpty();
    assertRefused(
        demo().query(days.formatted(lists, eight + " again:value")),
        "The operation answers with 57602 values; the limit is 50000.");
  }

  @Test
  void anAnswerThatIsTooLargeInBytesIsAnErrorWithItsPrice() {
    String fields = "{id date value number text timeOfDay formatted __typename}";
    Reply reply =
        demo().query("{me{attribute(name:\"steps\"){" + lists(8, 3_660, fields, 1) + "}}}");
    assertThat(reply.codes()).containsExactly("QUERY_TOO_COSTLY");
    assertThat(reply.json().at("/errors/0/message").asString())
        .startsWith("The answer is over the limit of 4194304 bytes.");
    assertThat(reply.json().path("data").isNull()).isTrue();
    assertThat(reply.exist().path("requests").asInt()).isPositive();
  }

  @Test
  void attributesThatLeadToEachOtherCount() {
    demo().query("{me{username attributes{name}}}");
    sent();
    String circle = "group{attributes{".repeat(4) + "name" + "}}".repeat(4);
    assertThat(demo().query("{me{attributes{" + circle + "}}}").codes())
        .containsExactly("QUERY_TOO_COSTLY");
    assertThat(sent()).isEmpty();
  }

  @Test
  void pagesCountAsFull() {
    String rows = "correlations(first:100){nodes{attribute2{values(last:%d){value}}}}";
    String query = "{me{attribute(name:\"steps\"){" + rows + "}}}";
    demo().query(query.formatted(498)).withoutErrors();
    assertRefused(
        demo().query(query.formatted(499)),
        "The operation answers with 50100 values; the limit is 50000.");
  }

  @Test
  void theSameNodeAsManyTimesCountsAsOften() {
    String id = demo().query("{me{id attributes{name}}}").at("me/id").asString();
    sent();
    Reply reply =
        demo()
            .with("ids", Collections.nCopies(1_400, id))
            .query("query($ids:[ID!]!){nodes(ids:$ids){... on User{attributes{name}}}}");
    assertThat(reply.codes()).isNotEmpty().containsOnly("QUERY_TOO_COSTLY");
    assertThat(sent()).isEmpty();
  }

  @Test
  void aWriteWhosePayloadIsTooLargeIsNotSent() {
    Reply reply =
        as("Bearer demo")
            .query(
                """
                mutation {
                  updateAttributes(updates: [{name: "mood", date: "2026-11-24", value: 7}]) {
                    results { status }
                    user { attribute(name: "steps") { %s } }
                  }
                }\
                """
                    .formatted(lists(13, 3_660, "{value}", 2_420)));
    assertThat(reply.codes()).containsExactly("QUERY_TOO_COSTLY");
    assertThat(sent()).isEmpty();
  }

  @Test
  void aPlanTellsThatItWouldBeRefused() {
    assertThat(explained(years(2_420)).at("/plan/allowed").asBoolean()).isTrue();
    assertThat(explained(years(2_421)).at("/plan/allowed").asBoolean()).isFalse();
    String requests = "{me{attributes{correlations{nodes{p}} averages{nodes{date}} %s}}}";
    demo().query("{me{username attributes{name}}}");
    assertThat(explained(requests.formatted("")).at("/plan/allowed").asBoolean()).isTrue();
    String more = "insights(from:\"2026-01-01\"){nodes{text}} values(last:200){value}";
    assertThat(explained(requests.formatted(more)).at("/plan/allowed").asBoolean()).isFalse();
  }

  private JsonNode explained(String query) {
    return demo().header("X-Exist-Explain", "true").query(query).exist();
  }

  @Test
  void roomIsGivenBackWhenAnOperationIsDone() {
    for (String query : List.of(years(2_420), years(2_419), years(2_420), years(2_418))) {
      demo().query(query).withoutErrors();
    }
  }
}
