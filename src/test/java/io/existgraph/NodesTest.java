package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import io.existgraph.data.UserRef;
import io.existgraph.relay.GlobalIdCodec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every id leads back to the thing it was of, for the caller it was given to.
class NodesTest extends GatewayTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User           | {me{id n:username}} | me | username",
        "AttributeGroup | {me{groups{id n:label}}} | me/groups/0 | label",
        "Attribute      | {me{attributes{id n:label}}} | me/attributes/0 | label",
        "DailyValue     | {me{attribute(name:\"steps\"){values{id n:value}}}} |"
            + " me/attribute/values/2 | value",
        "Average        | {me{averages{id n:overall}}} | me/averages/0 | overall",
        "Average        | {me{attribute(name:\"steps\"){averages{nodes{id n:monday}}}}} |"
            + " me/attribute/averages/nodes/3 | monday",
        "Correlation    | {me{attribute(name:\"steps\"){correlations{nodes{id n:value}}}}} |"
            + " me/attribute/correlations/nodes/1 | value",
        "Insight        | {me{insights{nodes{id n:text}}}} | me/insights/nodes/3 | text",
      })
  void anIdIsFoundAgain(String type, String query, String at, String field) {
    JsonNode found = demo().query(query).withoutErrors().at(at);
    String id = found.path("id").asString();
    begin();
    String refetch =
        "query($id:ID!){node(id:$id){__typename id ... on " + type + " {n:" + field + "}}}";
    JsonNode node = demo().with("id", id).query(refetch).withoutErrors().at("node");
    assertThat(node.path("__typename").asString()).isEqualTo(type);
    assertThat(node.path("id").asString()).isEqualTo(id);
    assertThat(node.path("n")).isEqualTo(found.path("n"));
    assertThat(sent()).hasSizeBetween(1, 3);
    JsonNode foreign = as("Token demo2").with("id", id).query(refetch).withoutErrors().at("node");
    assertThat(foreign.isNull()).isTrue();
    assertThat(sent()).isEmpty();
  }

  @Test
  void idsAreTheSameHoweverAThingIsReached() {
    Reply reply =
        demo()
            .query(
                """
                {me{id attribute(name:"steps"){id today{id} group{id attributes{id}}}
                  attributes(names:["steps"]){id values(last:1){id}}
                  groups(names:["activity"]){id}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/attribute/id")).isEqualTo(reply.at("me/attributes/0/id"));
    assertThat(reply.at("me/attribute/id"))
        .isEqualTo(reply.at("me/attribute/group/attributes/0/id"));
    assertThat(reply.at("me/attribute/today/id"))
        .isEqualTo(reply.at("me/attributes/0/values/0/id"));
    assertThat(reply.at("me/attribute/group/id")).isEqualTo(reply.at("me/groups/0/id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DailyValue\nsteps\n-999999999-01-01",
        "DailyValue\nsteps\n+999999999-12-31",
        "DailyValue\nsteps\n0000-01-01",
        "DailyValue\nsteps\n2026-02-30",
        "DailyValue\nsteps",
        "Average\nsteps\n-999999999-01-01",
        "Correlation\nsteps\nmood\n+10000-01-01",
        "Insight\n-1000000000-01-01T00:00:00Z\nname\n"
      })
  void anIdThatWeNeverMadeIsOfNothing(String made) {
    String[] steps = made.split("\n", -1);
    String id =
        GlobalIdCodec.of(
            new Credential("Token demo").callerId(),
            steps[0],
            UserRef.SELF,
            (Object[]) Arrays.copyOfRange(steps, 1, steps.length));
    Reply reply = demo().with("id", id).query("query($id:ID!){node(id:$id){id}}").withoutErrors();
    assertThat(reply.at("node").isNull()).isTrue();
  }

  @Test
  void nodesFindsEachByItself() {
    String id = demo().query("{me{id}}").at("me/id").asString();
    Reply reply =
        demo()
            .with("ids", List.of(id, "nonsense", ""))
            .query("query($ids:[ID!]!){nodes(ids:$ids){id}}")
            .withoutErrors();
    assertThat(reply.at("nodes")).hasSize(3);
    assertThat(reply.at("nodes/0/id").asString()).isEqualTo(id);
    assertThat(reply.at("nodes/1").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'{me{list:insights(first:100){nodes{id}}}}', me/list/nodes, 22",
    "'{me{attribute(name:\"steps\"){list:averages(first:100){nodes{id}}}}}',"
        + " me/attribute/list/nodes, 4"
  })
  void rowsOfListsAreFoundByTheirIdsInFewReads(String query, String rows, int reads) {
    List<String> ids = demo().query(query).withoutErrors().all(rows, "id");
    assertThat(ids).hasSizeGreaterThan(40);
    sent();
    String nodes = "query($ids:[ID!]!){nodes(ids:$ids){id}}";
    Reply warm = demo().with("ids", ids).query(nodes).withoutErrors();
    assertThat(warm.all("nodes", "id")).containsExactlyElementsOf(ids);
    assertThat(sent())
        .hasSizeLessThanOrEqualTo(3); // the time zone, and what may lie behind the list's last row
    forget("Token demo");
    Reply cold = demo().with("ids", ids).query(nodes).withoutErrors();
    assertThat(cold.all("nodes", "id")).containsExactlyElementsOf(ids);
    assertThat(sent()).hasSizeLessThanOrEqualTo(reads);
  }
}
