package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Attributes that are not tracked any more are listed where that is asked for.
@OverV2
class InactiveAttributesV2Test extends GatewayTest {
  private static final String EVERY =
      "{me{attributes(includeInactive:true){name isActive value values(last:2){value}}}}";

  /// Only v1 can do so.
  private void deactivateMood() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(exist.address() + "/api/1/attributes/acquire/"))
            .header("Authorization", "Bearer demo")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("[{\"name\":\"mood\",\"active\":false}]"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    exist.clearRequests();
  }

  @Test
  void theListHasThemWithoutValues() throws Exception {
    deactivateMood();
    JsonNode attributes = demo().query(EVERY).withoutErrors().at("me/attributes");
    JsonNode last = attributes.get(attributes.size() - 1);
    assertThat(last.path("name").asString()).isEqualTo("mood");
    assertThat(last.path("isActive").asBoolean(true)).isFalse();
    assertThat(last.path("value").isNull()).isTrue();
    assertThat(last.at("/values/1/value").isNull()).isTrue();
    sent();
    demo().query(EVERY).withoutErrors();
    assertThat(sent()).isEmpty();
    assertThat(demo().query("{me{attributes{name}}}").all("me/attributes", "name"))
        .doesNotContain("mood");
  }

  @Test
  void theListCostsOneMore() {
    demo().query("{me{attributes(includeInactive:true){name isActive}}}").withoutErrors();
    assertThat(sent())
        .containsExactlyInAnyOrder(
            "GET /api/2/attributes/with-values/?days=31&limit=100",
            "GET /api/2/attributes/?include_inactive=1&include_low_priority=1&limit=100");
  }

  private static final String LIST =
      "GET /api/2/attributes/?include_inactive=1&include_low_priority=1&limit=100";
  private static final String ONE =
      """
      {me{attribute(name:"mood"){
        id name label isActive valueType value values(last:2){value} summary(last:3){count}
        average{overall} averages(first:1){nodes{overall}} insights(first:1){nodes{text}}
        correlation(with:"steps"){value} correlations(first:1){nodes{value}} goal{target}
        group{name} service{name}}}}
      """;

  @Test
  void oneIsFoundByNameAndHasNoValues() throws Exception {
    deactivateMood();
    JsonNode mood = demo().query(ONE).withoutErrors().at("me/attribute");
    assertThat(mood.path("name").asString()).isEqualTo("mood");
    assertThat(mood.path("isActive").asBoolean(true)).isFalse();
    assertThat(mood.path("value").isNull()).isTrue();
    assertThat(mood.at("/values/1/value").isNull()).isTrue();
    assertThat(mood.path("valueType").asString()).isEqualTo("SCALE");
    sent();
    JsonNode again = demo().query(ONE).withoutErrors().at("me/attribute");
    assertThat(again).isEqualTo(mood);
  }

  @Test
  void itIsFoundBesideKnownAttributesToo() throws Exception {
    deactivateMood();
    demo().query("{me{attributes{name}}}").withoutErrors();
    sent();
    JsonNode mood = demo().query(ONE).withoutErrors().at("me/attribute");
    assertThat(mood.path("isActive").asBoolean(true)).isFalse();
    assertThat(sent()).containsOnlyOnce(LIST);
    assertThat(demo().query(ONE).withoutErrors().at("me/attribute")).isEqualTo(mood);
    assertThat(sent()).isEmpty();
  }

  @Test
  void itsIdLeadsToIt() throws Exception {
    deactivateMood();
    String id = demo().query(ONE).withoutErrors().at("me/attribute/id").asString();
    String node = "{node(id:\"" + id + "\"){...on Attribute{name isActive value}}}";
    assertThat(demo().query(node).withoutErrors().at("node/isActive").asBoolean(true)).isFalse();
    forget("Token demo");
    assertThat(demo().query(node).withoutErrors().at("node/name").asString()).isEqualTo("mood");
  }

  /// One list serves all names that the active attributes do not have.
  @Test
  void manyNamesCostOneMore() throws Exception {
    deactivateMood();
    String query =
        """
        {me{a:attribute(name:"mood"){isActive} b:attribute(name:"nix"){isActive}
          c:attribute(name:"steps"){isActive}}}
        """;
    Reply plan = demo().header("X-Exist-Explain", "true").query(query);
    Reply reply = demo().query(query).withoutErrors();
    assertThat(sent())
        .containsExactly("GET /api/2/attributes/with-values/?days=31&limit=100", LIST);
    assertThat(plan.exist().at("/plan/cost").asInt()).isEqualTo(2 * 10); // pages of both lists
    assertThat(plan.exist().at("/plan/exact").asBoolean(true)).isFalse();
    assertThat(reply.at("me/a/isActive").asBoolean(true)).isFalse();
    assertThat(reply.at("me/b").isNull()).isTrue();
    assertThat(reply.at("me/c/isActive").asBoolean()).isTrue();
  }

  /// The plan is exact where it is known which attributes are active.
  @Test
  void anActiveOneCostsNoMore() {
    String query = "{me{attribute(name:\"steps\"){isActive value}}}";
    demo().query(query).withoutErrors();
    assertThat(sent()).hasSize(2).doesNotContain(LIST);
    demo().query("{me{attributes{name}}}").withoutErrors();
    Reply plan = demo().header("X-Exist-Explain", "true").query(query);
    assertThat(plan.exist().at("/plan/cost").asInt()).isZero();
    assertThat(plan.exist().at("/plan/exact").asBoolean()).isTrue();
  }

  @Test
  void listsOfNamesHaveActiveOnesAlone() throws Exception {
    deactivateMood();
    demo().query(ONE).withoutErrors();
    String query = "{me{attributes(names:[\"mood\"]){name}}}";
    assertThat(demo().query(query).withoutErrors().at("me/attributes")).isEmpty();
  }

  @Test
  void whereTheListFailsTheAttributeFails() throws Exception {
    deactivateMood();
    exist.fault(request -> request.line().equals(LIST), InjectedFault.html(500));
    Reply reply = demo().query("{me{attribute(name:\"mood\"){isActive}}}");
    assertThat(reply.codes()).containsExactly("UPSTREAM_ERROR");
  }
}
