package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// A price is a bound that holds: no operation sends more than its plan says, one that is refused
/// for its price has sent one request at most, and what a bounded plan allows is not refused.
@TestPropertySource(properties = "exist.limits.requests=50")
@Execution(ExecutionMode.CONCURRENT) // has an application context of its own
@ResourceLock("PriceTest") // its tests run one after the other
@Order(17)
class PriceTest extends GatewayTest {
  private static final int ROUNDS = Boolean.getBoolean("soak") ? 100 : 20;
  private static final List<String> FIELDS =
      List.of(
          "correlations(first:3){nodes{value}}",
          "insights(first:3){nodes{text}}",
          "averages(first:2){nodes{overall}}",
          "values(last:31){value}",
          "values(last:180){value}",
          "values(from:\"2026-01-01\",to:\"2026-03-01\"){value}",
          "average{overall}",
          "correlation(with:\"mood\"){value}",
          "label");
  private static final List<String> LISTS =
      List.of(
          "username",
          "insights(first:100){nodes{text}}",
          "insights(first:100,priority:MONTH){nodes{text}}",
          "insights(first:50,from:\"2026-01-01\"){nodes{type{attribute{values(last:60){value}}}}}",
          "averages{overall}");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noOperationCostsMoreThanItsPlanSays(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      begin();
      if (random.nextBoolean()) {
        demo().query("{me{username attributes{name}}}").withoutErrors();
        sent();
      }
      check(operation(random));
    }
  }

  private static String operation(Random random) {
    List<String> fields = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      fields.add("a" + i + ":" + FIELDS.get(random.nextInt(FIELDS.size())));
    }
    String names = random.nextInt(3) == 0 ? "(names:[\"steps\",\"mood\",\"sleep\",\"none\"])" : "";
    String list = "b:" + LISTS.get(random.nextInt(LISTS.size()));
    return "{me{attributes" + names + "{" + String.join(" ", fields) + "} " + list + "}}";
  }

  private void check(String query) {
    JsonNode plan = explained(query);
    Reply reply = demo().query(query);
    List<String> sent = sent();
    assertThat(sent).as(query + plan).hasSizeLessThanOrEqualTo(plan.path("cost").asInt());
    boolean isRefused = reply.codes().contains("QUERY_TOO_COSTLY");
    if (isRefused) {
      assertThat(sent).as(query).hasSizeLessThanOrEqualTo(1);
    }
    boolean isBounded = plan.path("exact").asBoolean() || plan.path("cost").asInt() < 50;
    if (isBounded && plan.path("allowed").asBoolean()) {
      assertThat(isRefused).as(query + plan).isFalse();
    }
  }

  private JsonNode explained(String query) {
    return demo().header("X-Exist-Explain", "true").query(query).exist().path("plan");
  }

  @Test
  void theReadingThatTellsNamesComesFirstAndAlone() {
    String query = "{me{attributes{correlations{nodes{p}} averages{nodes{date}}}}}";
    assertThat(demo().query(query).codes()).containsOnly("QUERY_TOO_COSTLY");
    assertThat(sent()).hasSize(1);
    JsonNode plan = explained(query);
    assertThat(plan.path("allowed").asBoolean()).isFalse();
    assertThat(plan.path("cost").asInt()).isGreaterThan(50);
    assertThat(demo().query(query).codes()).containsOnly("QUERY_TOO_COSTLY");
    assertThat(sent()).isEmpty();
  }

  @Test
  void theReadingThatTellsALengthComesFirstAndAlone() {
    String query = "{me{attributes{correlations{nodes{p}} insights(first:3){nodes{text}}}}}";
    demo().query("{me{username attributes{name}}}").withoutErrors();
    sent();
    JsonNode plan = explained(query);
    assertThat(plan.path("allowed").asBoolean()).isFalse();
    assertThat(plan.path("cost").asInt()).isEqualTo(35 + 1 + 35);
    demo().query(query).withoutErrors();
    assertThat(sent()).hasSizeLessThanOrEqualTo(50).first().asString().contains("/insights/");
  }
}
