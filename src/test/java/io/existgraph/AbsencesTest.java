package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Exist does not say: goals that are not set, and partners that it withholds.
class AbsencesTest extends GatewayTest {
  private static final String ROW =
      "{\"date\":\"2026-11-22\",\"period\":90,\"attribute\":\"steps\",\"attribute2\":null,"
          + "\"value\":0.5,\"p\":0.01}";
  private static final String PAGE =
      "{\"count\":2,\"next\":null,\"previous\":null,\"results\":[" + ROW + "," + ROW + "]}";
  private static final String OWN =
      "{me{attribute(name:\"steps\"){correlations{nodes{id value attribute2Name}}}}}";
  private static final String BATCH = "{me{correlations{nodes{id value attribute2Name}}}}";

  @Test
  void correlationsThatDifferOnlyInAWithheldPartnerAreTwoRows() {
    exist.fault(
        request -> request.target().contains("correlations"), InjectedFault.json(200, PAGE));
    List<String> alone =
        demo().query(OWN).withoutErrors().all("me/attribute/correlations/nodes", "id");
    assertThat(alone).hasSize(2).doesNotHaveDuplicates();
    if (version().equals("v1")) {
      return; // which has no list over all attributes
    }
    List<String> batch = demo().query(BATCH).withoutErrors().all("me/correlations/nodes", "id");
    assertThat(batch).isEqualTo(alone);
    forget("Token demo");
    demo().query(BATCH).withoutErrors();
    assertThat(demo().query(OWN).withoutErrors().all("me/attribute/correlations/nodes", "id"))
        .isEqualTo(alone);
  }

  @Test
  void aGoalOfZeroIsNoGoal() {
    String goal = "{me{attribute(name:\"steps\"){goal{target source}}}}";
    assertThat(demo().query(goal).at("me/attribute/goal/source").asString())
        .isEqualTo("GOAL_ATTRIBUTE");
    as("Bearer demo")
        .query("mutation{acquireAttributes(attributes:[{name:\"steps_goal\"}]){failedCount}}")
        .withoutErrors();
    Reply written =
        as("Bearer demo")
            .query(
                "mutation{updateAttributes(updates:[{name:\"steps_goal\",value:0}]){failedCount}}");
    assertThat(written.at("updateAttributes/failedCount").asInt()).isZero();
    forget("Token demo");
    Reply reply = demo().query(goal).withoutErrors();
    assertThat(reply.at("me/attribute/goal/source").asString()).isEqualTo("WEEKDAY_AVERAGE");
    assertThat(reply.at("me/attribute/goal/target").asDouble()).isPositive();
  }
}
