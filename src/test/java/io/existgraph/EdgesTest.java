package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is easily got wrong at the edges of lists, plans, refusals and answers.
class EdgesTest extends GatewayTest {
  private static final String OVERVIEW = "GET /api/1/users/$self/today/";
  private static final CallerId DEMO = new Credential("Token demo").callerId();

  private static String page(String... rows) {
    return "{\"count\":%d,\"next\":null,\"previous\":null,\"results\":[%s]}"
        .formatted(rows.length, String.join(",", rows));
  }

  private static String insight(int value) {
    return """
    {"created":"2026-11-20T01:00:02Z","target_date":"2026-11-19","html":"x","value":"%d",
     "type":{"name":"same","period":1,"priority":2,"attribute":{"name":"gone","label":"Gone"}}}\
    """
        .formatted(value);
  }

  @Test
  void rowsThatNothingTellsApartArePagedThroughOnce() {
    exist.fault(
        request -> request.target().contains("/insights/"),
        InjectedFault.json(200, page(insight(0), insight(1), insight(2))));
    for (int first = 1; first <= 2; first++) {
      List<String> values = new ArrayList<>();
      JsonNode page;
      Ask ask = demo().with("first", first);
      do {
        page =
            ask.query(
                    """
                    query($first: Int, $after: String) {me{insights(first:$first, after:$after){
                      nodes{value} pageInfo{hasNextPage endCursor}}}}\
                    """)
                .withoutErrors()
                .at("me/insights");
        page.path("nodes").forEach(node -> values.add(node.path("value").asString()));
        ask = demo().with("first", first).with("after", page.at("/pageInfo/endCursor").asString());
      } while (page.at("/pageInfo/hasNextPage").asBoolean() && values.size() < 10);
      assertThat(values).containsExactly("0", "1", "2");
    }
  }

  @Test
  void anOperationThatIsTooCostlyIsRefusedAfterOneReading() {
    String query =
        """
        {me{a: attribute(name:"steps"){values(from:"2016-12-01",to:"2026-11-20"){value}}
          attributes{values(from:"2016-12-01",to:"2026-11-20"){value}}}}\
        """;
    assertThat(demo().query(query).codes()).containsOnly("QUERY_TOO_COSTLY");
    assertThat(sent()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void theLastRequestsAreNotSpentOnAPart() {
    int take = budget.status(DEMO).readable() - 9;
    Spending.spend(budget, DEMO, take);
    Reply reply =
        demo()
            .query(
                "{me{username averages{overall} insights{nodes{id}}"
                    + " attributes{correlations{nodes{id}}}}}");
    assertThat(reply.codes()).contains("RATE_LIMITED");
    assertThat(sent()).containsExactly(OVERVIEW);
  }

  @Test
  void aFewDaysOfOneAttributeCostTwoRequestsAtOnce() {
    for (int last = 1; last <= 4; last++) {
      begin();
      String query = "{me{attribute(name:\"steps\"){values(last:%d){date value}}}}".formatted(last);
      Reply plan = demo().header("X-Exist-Explain", "true").query(query);
      demo().query(query).withoutErrors();
      assertThat(sent()).hasSize(plan.exist().at("/plan/cost").asInt());
      assertThat(plan.exist().at("/plan/exact").asBoolean()).isTrue();
    }
  }

  @Test
  void whatFailedIsNotAskedForInOtherWords() {
    exist.fault(request -> request.target().contains("attributes/steps/"), InjectedFault.html(500));
    String query = "{me{attribute(name:\"steps\"){values(last:60){value}}}}";
    assertThat(demo().query(query).codes()).containsExactly("UPSTREAM_ERROR");
    assertThat(sent()).hasSize(2);
  }

  @Test
  void valuesThatExistDoesNotKnowAreNotFound() {
    exist.fault(
        request -> request.target().contains("attributes/steps/"), InjectedFault.json(404, "{}"));
    String query = "{me{username attribute(name:\"steps\"){label values(last:60){value}}}}";
    assertThat(demo().query(query).codes()).containsExactly("NOT_FOUND");
  }

  @Test
  void aThinRowIsToldAsFarAsItGoes() {
    exist.fault(
        request -> request.target().contains("/owned/"),
        InjectedFault.json(
            200,
            """
            [{"attribute":"steps","label":"Steps","private":false,"value_type":0},
             {"attribute":"mood","label":"Mood","service":"me","value_type":0}]\
            """));
    Reply reply =
        as("Bearer demo")
            .query("{ownedAttributes{name valueType isPrivate service{name}}}")
            .withoutErrors();
    assertThat(reply.all("ownedAttributes", "name")).containsExactly("steps", "mood");
    assertThat(reply.at("ownedAttributes/1/service/name").asString()).isEqualTo("me");
  }

  @Test
  void anInsightMaySpeakOfWhatIsNoLongerTracked() {
    exist.fault(
        request -> request.target().contains("/insights/"),
        InjectedFault.json(200, page(insight(0))));
    Reply reply =
        demo()
            .query("{me{insights{nodes{type{attribute{name label valueType isPrivate}}}}}}")
            .withoutErrors();
    JsonNode about = reply.at("me/insights/nodes/0/type/attribute");
    assertThat(about.path("label").asString()).isEqualTo("Gone");
    assertThat(about.path("valueType").asString()).isEqualTo("UNKNOWN");
    assertThat(about.path("isPrivate").isNull()).isTrue();
  }

  @Test
  void anExplanationHasNoErrors() {
    for (String query : List.of("{__typename me{id}}", "{nodes(ids:[]){id}}")) {
      Reply reply = demo().header("X-Exist-Explain", "true").query(query).withoutErrors();
      assertThat(reply.json().path("data").isNull()).isTrue();
      assertThat(reply.exist().path("plan").isObject()).isTrue();
    }
  }

  @Test
  void tooManyItemsAreRefusedBeforeTodayIsAskedFor() {
    List<Map<String, Object>> updates = new ArrayList<>();
    for (int i = 0; i <= 1000; i++) {
      updates.add(Map.of("name", "mood", "value", 5));
    }
    Reply reply =
        as("Bearer demo")
            .with("u", updates)
            .query(
                "mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){failedCount}}");
    assertThat(reply.codes()).containsExactly("QUERY_TOO_COSTLY");
    assertThat(sent()).isEmpty();
  }

  @Test
  void datesOfRowsNeedNoZone() {
    demo()
        .query(
            "{me{attribute(name:\"steps\"){averages(from:\"2026-01-01\",to:\"2026-10-01\"){nodes{id}}}}}")
        .withoutErrors();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void anEmptyListMatchesNothingAndCostsNothing() {
    Reply reply =
        demo()
            .query(
                "{me{averages(names:[]){overall} attributes(names:[]){name values{value}}"
                    + " b:attributes(groups:[]){name} groups(names:[]){name}}}")
            .withoutErrors();
    for (String field : List.of("averages", "attributes", "b", "groups")) {
      assertThat(reply.at("me/" + field)).isEmpty();
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void whatStandsInIsCountedAsRemembered() {
    String query = "{me{averages{overall} insights{nodes{id}}}}";
    demo().query(query).withoutErrors();
    clock.pass(Duration.ofMinutes(40));
    exist.fault(_ -> true, InjectedFault.html(500));
    Reply reply = demo().query(query).withoutErrors();
    assertThat(reply.exist().path("cached").asInt()).isEqualTo(2);
  }

  /// Which no number type of ours can hold.
  @Test
  void aNumberBeyondAllBoundsMakesAnAnswerUnreadableAndNoMore() {
    exist.fault(
        request -> request.method().equals("POST"),
        InjectedFault.json(200, "{\"success\":[{\"name\":\"mood\",\"value\":1e99999999999}]}"));
    Reply reply = write(List.of(Map.of("name", "mood", "date", "2026-11-20", "value", 5)));
    assertThat(reply.withoutErrors().at("updateAttributes/results/0/status").asString())
        .isEqualTo("UNKNOWN");
    exist.fault(_ -> true, InjectedFault.json(200, "{\"username\":\"x\",\"id\":1e99999999999}"));
    assertThat(demo().query("{me{username}}").codes()).containsExactly("UPSTREAM_BAD_RESPONSE");
  }

  @Test
  void aPairBehindTheLatestHundredIsFound() {
    String mood =
        "{\"date\":\"2026-11-23\",\"period\":90,\"attribute\":\"steps\",\"attribute2\":\"mood\",\"value\":0.5}";
    String others =
        IntStream.range(0, 100)
            .mapToObj(number -> mood.replace("\"mood\"", "\"other" + number + "\""))
            .collect(Collectors.joining(","));
    exist.fault(
        request -> request.target().contains("page=2"),
        InjectedFault.json(200, "{\"count\":101,\"next\":null,\"results\":[" + mood + "]}"));
    exist.fault(
        request -> request.target().contains("correlations"),
        InjectedFault.json(200, "{\"count\":101,\"next\":\"more\",\"results\":[" + others + "]}"));
    Reply reply =
        demo()
            .query(
                """
                {me{attribute(name:"steps"){a:correlation(with:"mood"){value}
                  b:correlation(with:"sleep"){value}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/attribute/a/value").asDouble()).isEqualTo(0.5);
    assertThat(reply.at("me/attribute/b").isNull()).isTrue();
    assertThat(sent()).filteredOn(request -> request.contains("correlations")).hasSize(2);
  }

  @Test
  void aPairFailsWithWhatThePageBehindFailedWith() {
    exist.fault(request -> request.target().contains("page=2"), InjectedFault.html(500));
    exist.fault(
        request -> request.target().contains("correlations"),
        InjectedFault.json(
            200,
            "{\"count\":2,\"next\":\"more\",\"results\":[{\"date\":\"2026-11-23\",\"attribute\":"
                + "\"steps\",\"attribute2\":\"sleep\",\"value\":0.5}]}"));
    assertThat(
            demo()
                .query("{me{attribute(name:\"steps\"){correlation(with:\"mood\"){value}}}}")
                .codes())
        .containsExactly("UPSTREAM_ERROR");
  }

  @Test
  void anAnswerToSomethingElseIsNoAnswerToAWrite() {
    exist.fault(request -> request.method().equals("POST"), InjectedFault.json(200, "[]"));
    List<Map<String, Object>> updates = new ArrayList<>();
    LocalDate day = LocalDate.parse("2026-11-20");
    for (int i = 0; i < 40; i++) {
      updates.add(Map.of("name", "mood", "date", day.minusDays(i).toString(), "value", 5));
    }
    Reply reply = write(updates);
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("UNKNOWN");
    assertThat(reply.at("updateAttributes/results/39/status").asString()).isEqualTo("NOT_SENT");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aRefusalOfTheWholeThatTellsOfItemsIsToldItemByItem() {
    exist.fault(
        request -> request.method().equals("POST"),
        InjectedFault.json(
            400,
            """
            {"success":[],"failed":[{"name":"mood","date":"2026-11-20","error_code":"validation",
              "error":"No."}]}\
            """));
    Reply reply = write(List.of(Map.of("name", "mood", "date", "2026-11-20", "value", 5)));
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("REJECTED");
    assertThat(reply.at("updateAttributes/results/0/error/code").asString())
        .isEqualTo("validation");
  }

  @Test
  void afterARefusalOfTheWholeNothingMoreIsSentAndWhatItDoesNotTellOfIsRejectedToo() {
    exist.fault(
        request -> request.method().equals("POST"),
        InjectedFault.json(
            403,
            """
            {"failed":[{"name":"mood","date":"2026-11-20","error_code":"unauthorised"}]}\
            """));
    List<Map<String, Object>> updates = new ArrayList<>();
    LocalDate day = LocalDate.parse("2026-11-20");
    for (int i = 0; i < 40; i++) {
      updates.add(Map.of("name", "mood", "date", day.minusDays(i).toString(), "value", 5));
    }
    JsonNode results = write(updates).at("updateAttributes/results");
    assertThat(results.at("/0/error/code").asString()).isEqualTo("unauthorised");
    assertThat(results.at("/1/status").asString()).isEqualTo("REJECTED");
    assertThat(results.at("/1/error/code").asString()).isEqualTo("FORBIDDEN");
    assertThat(results.at("/39/status").asString()).isEqualTo("NOT_SENT");
    assertThat(sent()).hasSize(1);
  }

  private Reply write(List<Map<String, Object>> updates) {
    return as("Bearer demo")
        .with("u", updates)
        .query(
            "mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){"
                + "results{status error{code}}}}");
  }
}
