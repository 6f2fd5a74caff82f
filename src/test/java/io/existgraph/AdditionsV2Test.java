package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.InjectedFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What API v2 adds to the graph.
@OverV2
class AdditionsV2Test extends GatewayTest {
  private static final String UNITS =
      "{me{imperialUnits units{distance weight energy liquid temperature}"
          + " weight:attribute(name:\"weight\"){average{formatted}}"
          + " distance:attribute(name:\"steps_distance\"){average{formatted}}}}";

  @Test
  void eachDimensionHasItsOwnUnits() {
    Reply metric = demo().query(UNITS).withoutErrors();
    assertThat(metric.at("me/imperialUnits").asBoolean()).isFalse();
    assertThat(metric.at("me/units/energy").asString()).isEqualTo("METRIC");
    Reply imperial = as("Token demo2").query(UNITS).withoutErrors();
    assertThat(imperial.at("me/imperialUnits").asBoolean()).isTrue();
    assertThat(imperial.at("me/distance/average/formatted").asString()).endsWith(" mi");
  }

  @Test
  void formattedFollowsTheDimensionOfItsUnit() {
    exist.fault(
        request -> request.target().contains("profile"),
        InjectedFault.json(
            200,
            """
            {"username":"demo","timezone":"Australia/Melbourne","imperial_distance":true,
             "imperial_weight":false,"imperial_energy":false,"imperial_liquid":false,
             "imperial_temperature":true}\
            """));
    Reply reply = demo().query(UNITS).withoutErrors();
    assertThat(reply.at("me/imperialUnits").isNull()).isTrue();
    assertThat(reply.at("me/units/distance").asString()).isEqualTo("IMPERIAL");
    assertThat(reply.at("me/units/weight").asString()).isEqualTo("METRIC");
    assertThat(reply.at("me/distance/average/formatted").asString()).endsWith(" mi");
    assertThat(reply.at("me/weight/average/formatted").asString()).endsWith(" kg");
  }

  @Test
  void templatesAreToldByGroupAndPriority() {
    String query =
        """
        query($groups:[String!],$all:Boolean){attributeTemplates(groups:$groups,
          includeLowPriority:$all){name label priority valueType unit group{name}}}\
        """;
    Reply some = demo().with("groups", List.of("activity", "nothing")).query(query).withoutErrors();
    assertThat(some.all("attributeTemplates", "name"))
        .contains("steps", "steps_distance")
        .doesNotContain("steps_goal", "mood");
    assertThat(some.at("attributeTemplates/0/group/name").asString()).isEqualTo("activity");
    Reply all = demo().with("all", true).query(query).withoutErrors();
    assertThat(all.all("attributeTemplates", "name")).contains("steps_goal", "mood");
    assertThat(all.all("attributeTemplates", "unit")).contains("km");
    assertThat(demo().with("groups", List.of()).query(query).at("attributeTemplates")).isEmpty();
    assertThat(sent()).hasSize(1);
    assertThat(new Ask().query(query).codes()).containsExactly("UNAUTHENTICATED");
  }

  @Test
  void attributesTellTheirTemplateAndWhoCouldWriteThem() {
    Reply reply =
        demo()
            .query(
                """
                {me{steps:attribute(name:"steps"){template isManual service{name}
                    availableServices{name label} isPrivate isActive}
                  tag:attribute(name:"exercised"){template isManual valueType}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/steps/template").asString()).isEqualTo("steps");
    assertThat(reply.at("me/steps/isManual").asBoolean()).isFalse();
    assertThat(reply.at("me/steps/isPrivate").isNull()).isTrue();
    assertThat(reply.at("me/steps/isActive").asBoolean()).isTrue();
    assertThat(reply.at("me/steps/availableServices/0/label").asString()).isEqualTo("Fitbit");
    assertThat(reply.at("me/tag/template").isNull()).isTrue();
    assertThat(reply.at("me/tag/isManual").asBoolean()).isTrue();
  }

  @Test
  void correlationsTellMoreAndAreSeenFromTheAttributeAskedAbout() {
    Reply reply =
        demo()
            .query(
                """
                {me{correlations(first:1){nodes{id offset category strengthDescription
                    starsDescription description occurrence rating{isPositive label} percentage stars
                    attribute{name label} attribute2{name label}}}
                  confident:correlations(first:100,confident:true){totalCount nodes{stars}}
                  strong:correlations(first:100,strong:true){totalCount nodes{value}}}}\
                """)
            .withoutErrors();
    JsonNode first = reply.at("me/correlations/nodes/0");
    for (String field :
        List.of(
            "category", "strengthDescription", "starsDescription", "description", "occurrence")) {
      assertThat(first.path(field).asString()).as(field).isNotEmpty();
    }
    assertThat(first.path("offset").asInt()).isZero();
    assertThat(first.at("/rating/label").asString()).isNotEmpty();
    assertThat(reply.at("me/strong/nodes")).isNotEmpty();
    reply
        .at("me/strong/nodes")
        .forEach(
            row -> assertThat(Math.abs(row.path("value").asDouble())).isGreaterThanOrEqualTo(.5));
    reply
        .at("me/confident/nodes")
        .forEach(row -> assertThat(row.path("stars").asInt()).isGreaterThanOrEqualTo(4));
    String one = first.at("/attribute/name").asString();
    String other = first.at("/attribute2/name").asString();
    begin();
    Reply pair =
        demo()
            .with("one", other)
            .with("other", one)
            .query(
                "query($one:String!,$other:String!){me{attribute(name:$one){correlation(with:$other){id"
                    + " attribute{name} attribute2{name} description}}}}")
            .withoutErrors();
    JsonNode seen = pair.at("me/attribute/correlation");
    assertThat(seen.at("/attribute/name").asString()).isEqualTo(other);
    assertThat(seen.at("/attribute2/name").asString()).isEqualTo(one);
    assertThat(seen.path("description")).isEqualTo(first.path("description"));
    assertThat(seen.path("id")).isNotEqualTo(first.path("id"));
  }

  @Test
  void whatIsNotCorrelatedIsNullWithoutAnError() {
    Reply reply =
        demo().query("{me{attribute(name:\"steps\"){correlation(with:\"mood_note\"){value}}}}");
    assertThat(reply.withoutErrors().at("me/attribute/correlation").isNull()).isTrue();
    assertThat(
            demo()
                .query("{me{attribute(name:\"steps\"){correlation(with:\"not a name\"){value}}}}")
                .withoutErrors()
                .at("me/attribute/correlation")
                .isNull())
        .isTrue();
  }

  @Test
  void theBatchPagesToItsEnd() {
    exist.options(EXIST.withPageSize(20, 30));
    List<String> ids = new ArrayList<>();
    Ask ask = demo();
    JsonNode page;
    do {
      page =
          ask.query(
                  "query($after:String){me{correlations(first:37,after:$after){totalCount"
                      + " nodes{id} pageInfo{hasNextPage endCursor}}}}")
              .withoutErrors()
              .at("me/correlations");
      page.path("nodes").forEach(node -> ids.add(node.path("id").asString()));
      ask = demo().with("after", page.at("/pageInfo/endCursor").asString());
    } while (page.at("/pageInfo/hasNextPage").asBoolean() && ids.size() < 1000);
    assertThat(ids).doesNotHaveDuplicates().hasSize(page.path("totalCount").asInt());
  }

  @Test
  void whatWasBeforeTheLatestBatchIsGone() {
    Reply reply =
        demo()
            .query(
                """
                {me{attribute(name:"steps"){
                  latest:correlations{nodes{date}}
                  all:correlations(latest:false,first:100){nodes{date} totalCount}
                  before:correlations(from:"2026-01-01",to:"2026-11-01"){nodes{date}
                    pageInfo{hasNextPage}}
                  since:correlations(from:"2026-11-01"){nodes{date}}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/attribute/before/nodes")).isEmpty();
    assertThat(reply.at("me/attribute/before/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(reply.at("me/attribute/all/nodes").size())
        .isEqualTo(reply.at("me/attribute/all/totalCount").asInt());
    assertThat(reply.at("me/attribute/since/nodes")).isNotEmpty();
    assertThat(sent())
        .filteredOn(request -> request.contains("correlations"))
        .containsExactly("GET /api/2/correlations/?attribute=steps&limit=100");
  }

  @Test
  void tagsAreThoseThatWereUsedThatDay() {
    Reply all =
        demo()
            .query("{me{attributes(groups:[\"custom\"]){name values(last:90){date value}}}}")
            .withoutErrors();
    Map<String, List<String>> used = new TreeMap<>();
    for (JsonNode tag : all.at("me/attributes")) {
      for (JsonNode day : tag.path("values")) {
        List<String> names =
            used.computeIfAbsent(day.path("date").asString(), _ -> new ArrayList<>());
        if (day.path("value").asBoolean(false)) {
          names.add(tag.path("name").asString());
        }
      }
    }
    assertThat(used.values()).anyMatch(List::isEmpty).anyMatch(services -> !services.isEmpty());
    sent();
    used.forEach(
        (date, names) -> {
          Reply reply =
              demo()
                  .with("date", date)
                  .query("query($date:Date){me{tags(date:$date){name label value}}}")
                  .withoutErrors();
          assertThat(reply.all("me/tags", "name")).as(date).isEqualTo(names);
        });
    assertThat(demo().query("{me{tags{name}}}").all("me/tags", "name"))
        .isEqualTo(used.get("2026-11-24"));
    assertThat(sent()).isEmpty();
  }

  @Test
  void insightsOfAnAttributeAreFoundAmongAll() {
    Reply reply =
        demo()
            .query(
                "{me{attribute(name:\"steps\"){insights(first:100){totalCount nodes{id"
                    + " type{attribute{name}}}}}}}")
            .withoutErrors();
    assertThat(reply.at("me/attribute/insights/nodes")).isNotEmpty();
    reply
        .at("me/attribute/insights/nodes")
        .forEach(
            insight ->
                assertThat(insight.at("/type/attribute/name").asString()).isEqualTo("steps"));
    assertThat(reply.at("me/attribute/insights/totalCount").isNull()).isTrue();
    List<String> ids = new ArrayList<>();
    Ask ask = demo();
    JsonNode page;
    do {
      page =
          ask.query(
                  "query($after:String){me{attribute(name:\"steps\"){insights(first:7,after:$after){nodes{id}"
                      + " pageInfo{hasNextPage endCursor}}}}}")
              .withoutErrors()
              .at("me/attribute/insights");
      page.path("nodes").forEach(node -> ids.add(node.path("id").asString()));
      ask = demo().with("after", page.at("/pageInfo/endCursor").asString());
    } while (page.at("/pageInfo/hasNextPage").asBoolean() && ids.size() < 1000);
    assertThat(ids)
        .doesNotHaveDuplicates()
        .startsWith(reply.all("me/attribute/insights/nodes", "id").toArray(String[]::new));
  }

  @Test
  void anAttributeThatExistDoesNotPageThroughIsReadInWindows() {
    exist.fault(
        request -> request.target().contains("attributes/values/"), InjectedFault.json(404, "{}"));
    Reply reply =
        demo()
            .query(
                """
                {me{attribute(name:"steps"){
                  values(from:"2026-01-01",to:"2026-03-31"){date value}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/attribute/values")).hasSize(90);
    assertThat(reply.at("me/attribute/values/10/value").isNumber()).isTrue();
    assertThat(sent()).hasSize(1 + 3);
  }

  @Test
  void anAttributeThatIsNotThereIsNull() {
    Reply reply =
        demo()
            .query(
                "{me{a:attribute(name:\"nothing\"){values(from:\"2026-01-01\",to:\"2026-01-05\"){value}}"
                    + " b:attribute(name:\"nothing\"){values(from:\"2025-01-01\",to:\"2025-12-05\"){value}}}}")
            .withoutErrors();
    assertThat(reply.at("me/a").isNull()).isTrue();
    assertThat(reply.at("me/b").isNull()).isTrue();
  }

  /// The header of a client that a user allowed that.
  private String allowed(String scope) {
    return new Ask()
        .with("code", Approval.code(exist, scope))
        .with("id", ExistSimulator.CLIENT_ID)
        .with("secret", ExistSimulator.CLIENT_SECRET)
        .query(
            """
            mutation($code:String!,$id:String!,$secret:String!){exchangeAuthorizationCode(code:$code,
              redirectUri:"http://localhost/back",clientId:$id,clientSecret:$secret){authorization}}\
            """)
        .withoutErrors()
        .at("exchangeAuthorizationCode/authorization")
        .asString();
  }

  @Test
  void whatTheScopesDoNotCoverIsNotThere() throws IOException, InterruptedException {
    String mood = allowed("mood_read");
    Reply reply =
        as(mood)
            .query(
                """
                {me{username groups{name} steps:attribute(name:"steps"){value}
                  mood:attribute(name:"mood"){value values(last:100){value}}
                  averages{attributeName} insights(first:100){nodes{type{attribute{name}}}}
                  correlations{nodes{value}}}}\
                """)
            .withoutErrors();
    assertThat(reply.all("me/groups", "name")).containsExactly("mood");
    assertThat(reply.at("me/steps").isNull()).isTrue();
    assertThat(reply.at("me/mood/values")).hasSize(100);
    assertThat(reply.all("me/averages", "attributeName")).containsExactly("mood");
    assertThat(reply.at("me/correlations/nodes")).isEmpty();
    assertThat(
            as(mood)
                .query(
                    """
                    mutation{updateAttributes(updates:[{name:"mood",date:"2026-11-20",value:5}]){
                      results{status error{reason}}}}\
                    """)
                .at("updateAttributes/results/0/status")
                .asString())
        .isEqualTo("REJECTED");
    caches.forget(new Credential(mood).callerId());
  }

  @Test
  void theAddressToSignInAsksForWhatEachGroupAllows() {
    Reply reply =
        new Ask()
            .with("scope", List.of("mood_read", "mood_write", "manual_write"))
            .query(
                "query($scope:[String!]!){authorizationUrl(clientId:\"c\","
                    + "redirectUri:\"https://a.example/\",scope:$scope,state:\"s\")}")
            .withoutErrors();
    assertThat(reply.at("authorizationUrl").asString())
        .contains("&scope=mood_read%20mood_write%20manual_write&");
  }
}
