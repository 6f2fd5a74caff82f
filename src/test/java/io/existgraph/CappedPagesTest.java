package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

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
}
