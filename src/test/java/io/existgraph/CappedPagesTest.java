package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// An Exist that gives fewer rows in a page than are asked for is read completely, and priced by
/// the pages that it gives.
class CappedPagesTest extends GatewayTest {
  private static final String HALF_A_YEAR =
      "{me{attribute(name:\"steps\"){values(from:\"%s-01-01\",to:\"%s-06-30\"){date value}}}}";

  private void cap() {
    forget("Token demo");
    exist.clearRequests();
    exist.options(EXIST.withPageSize(20, 20));
  }

  @Test
  void everyDayIsReadAndTheNextRangeIsPricedRight() {
    JsonNode values = demo().query(HALF_A_YEAR.formatted("2026", "2026")).at("me/attribute");
    cap();
    Reply reply = demo().query(HALF_A_YEAR.formatted("2026", "2026")).withoutErrors();
    assertThat(reply.at("me/attribute")).isEqualTo(values);
    assertThat(reply.at("me/attribute/values")).hasSize(181);
    int first = sent().size();
    assertThat(first).isLessThanOrEqualTo(12);
    Reply plan =
        demo().header("X-Exist-Explain", "true").query(HALF_A_YEAR.formatted("2025", "2025"));
    demo().query(HALF_A_YEAR.formatted("2025", "2025")).withoutErrors();
    int cost = sent().size();
    assertThat(cost).isLessThanOrEqualTo(10);
    assertThat(plan.exist().at("/plan/cost").asInt()).isEqualTo(cost);
  }

  @Test
  void valuesOfManyAttributesAreReadCompletely() {
    String window = "values(from:\"2026-05-01\",to:\"2026-05-20\"){value}";
    cap();
    Reply names = demo().query("{me{attributes{name}}}").withoutErrors();
    String some = String.join("\",\"", names.all("me/attributes", "name").subList(0, 30));
    Reply reply = demo().query("{me{attributes(names:[\"" + some + "\"]){" + window + "}}}");
    assertThat(reply.withoutErrors().at("me/attributes")).hasSize(30);
    forget("Token demo");
    reply = demo().query("{me{attributes(names:[\"" + some + "\"]){" + window + "}}}");
    assertThat(reply.withoutErrors().at("me/attributes")).hasSize(30);
  }

  @Test
  void whatSmallPagesMakeTooMuchForTheHourIsRefusedAfterTheFirst() {
    demo().query("{me{username attributes{name}}}").withoutErrors();
    Spending.spend(budget, new Credential("Token demo").callerId(), 280 - 2 - 8);
    exist.clearRequests();
    exist.options(EXIST.withPageSize(20, 20));
    JsonNode before = plan(YEAR);
    assertThat(before.path("allowed").asBoolean()).isTrue();
    assertThat(before.path("exact").asBoolean(true)).isFalse();
    assertThat(demo().query(YEAR).codes()).containsOnly("RATE_LIMITED");
    assertThat(sent()).hasSize(1);
    JsonNode after = plan(YEAR);
    assertThat(after.path("allowed").asBoolean()).isFalse();
    assertThat(after.path("cost").asInt()).isGreaterThan(8);
    assertThat(demo().query(YEAR).codes()).containsOnly("RATE_LIMITED");
    assertThat(sent()).isEmpty();
  }

  /// Where they may be small and there is not room for that, one page shows that they are not.
  @Test
  void pagesOfFullSizeFitWhereSmallOnesWouldNot() {
    demo().query("{me{username attributes{name}}}").withoutErrors();
    Spending.spend(budget, new Credential("Token demo").callerId(), 280 - 2 - 8);
    exist.clearRequests();
    int cost = plan(YEAR).path("cost").asInt();
    Reply reply = demo().query(YEAR).withoutErrors();
    assertThat(reply.at("me/attribute/values")).hasSize(365);
    assertThat(sent()).hasSizeLessThanOrEqualTo(cost);
  }

  private static final String YEAR =
      "{me{attribute(name:\"steps\"){values(from:\"2025-01-01\",to:\"2025-12-31\"){value}}}}";

  private JsonNode plan(String query) {
    return demo().header("X-Exist-Explain", "true").query(query).exist().path("plan");
  }
}
