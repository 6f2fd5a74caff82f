package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What operations cost Exist, cold and again.
class CostsTest extends GatewayTest {
  private static final String OVERVIEW = "GET /api/1/users/$self/today/";
  private static final String RECENT = "GET /api/1/users/$self/attributes/?limit=31";
  private static final String AVERAGES = "GET /api/1/users/$self/averages/";
  private static final String INSIGHTS = "GET /api/1/users/$self/insights/?limit=100";

  private static final String TODAY = "{me{username groups{name attributes{name value}}}}";
  private static final String DASHBOARD =
      """
      {me{username groups{name attributes{name value values(last:7){date value formatted}
        average{overall formatted}}} insights(first:5){nodes{created text}}}}\
      """;
  private static final String DEEP =
      """
      {me{attributes{name values(last:31){date value} average{overall}
        correlations(first:3){nodes{value attribute2Name}} insights(first:3){nodes{text}}}}}\
      """;
  private static final String YEAR =
      "{me{attribute(name:\"steps\"){values(last:365){date value}}}}";

  @Test
  void todayCostsOneRequestAndNoneAgain() {
    demo().query(TODAY).withoutErrors();
    assertThat(sent()).containsExactly(OVERVIEW);
    demo().query(TODAY).withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @Test
  void aDashboardCostsFourRequestsHoweverManyAttributesThereAre() {
    Reply reply = demo().query(DASHBOARD).withoutErrors();
    assertThat(sent()).containsExactlyInAnyOrder(OVERVIEW, RECENT, AVERAGES, INSIGHTS);
    assertThat(reply.exist().path("requests").asInt()).isEqualTo(4);
    assertThat(exist.requests()).isEmpty();
    demo().query(DASHBOARD).withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @Test
  void idsEverywhereAddNoRequest() {
    demo()
        .query(
            """
            {me{id username groups{id name attributes{id name value values(last:7){id date value}
              average{id overall}}} insights(first:5){nodes{id created type{id}}}}}\
            """)
        .withoutErrors();
    assertThat(sent()).containsExactlyInAnyOrder(OVERVIEW, RECENT, AVERAGES, INSIGHTS);
  }

  @Test
  void aliasesFragmentsVariablesAndFlatFormCostTheSame() {
    demo()
        .with("days", 7)
        .with("no", false)
        .query(
            """
            query($days: Int, $no: Boolean!) {
              a: me { ...U } b: me { ...U all: attributes { ...A } }
              skipped: me @include(if: $no) { attributes { correlations { nodes { value } } } }
            }
            fragment U on User { username insights(first: 5) { nodes { text } } }
            fragment A on Attribute { value week: values(last: $days) { value } average { overall } }
            """)
        .withoutErrors();
    assertThat(sent()).containsExactlyInAnyOrder(OVERVIEW, RECENT, AVERAGES, INSIGHTS);
  }

  @Test
  void aMonthOfEverythingCostsTwoAndOneWhenTheZoneIsRemembered() {
    String month = "{me{attributes{name values(last:31){date value}}}}";
    demo().query(month).withoutErrors();
    assertThat(sent()).containsExactlyInAnyOrder(OVERVIEW, RECENT);
    as("Token demo2").query("{me{today}}");
    sent();
    as("Token demo2").query(month).withoutErrors();
    assertThat(sent()).containsExactly(RECENT);
    as("Bearer demo").query(DASHBOARD);
    sent();
    as("Bearer demo").query(month).withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @Test
  void aYearOfOneAttributeCostsFiveAndItsMonthNothingAfterwards() {
    Reply reply = demo().query(YEAR).withoutErrors();
    assertThat(reply.at("me/attribute/values")).hasSize(365);
    assertThat(sent()).hasSize(5).contains(OVERVIEW);
    demo().query("{me{attribute(name:\"steps\"){values(last:31){value}}}}").withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @Test
  void aYearGivenByDatesCostsFour() {
    Reply reply =
        demo()
            .query(
                """
                {me{attributes(names:["steps"]){
                  values(from:"2025-01-01", to:"2025-12-31"){date value}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/attributes/0/values")).hasSize(365);
    assertThat(sent())
        .containsExactlyInAnyOrder(
            "GET /api/1/users/$self/attributes/steps/?date_max=2025-12-31&limit=100",
            "GET /api/1/users/$self/attributes/steps/?date_max=2025-09-22&limit=100",
            "GET /api/1/users/$self/attributes/steps/?date_max=2025-06-14&limit=100",
            "GET /api/1/users/$self/attributes/steps/?date_max=2025-03-06&limit=100");
  }

  @Test
  void aYearOfFourAttributesCostsSeventeen() {
    demo()
        .query(
            """
            {me{attributes(names:["steps","sleep","mood","weight"]){name
              values(from:"2025-01-01", to:"2025-12-31"){date value}}}}\
            """)
        .withoutErrors();
    assertThat(sent()).hasSize(1 + 4 * 4);
  }

  @Test
  void twoAttributesForNinetyDaysWithGoalsCostFour() {
    demo()
        .query(
            """
            {me{attributes(names:["steps","floors"]){
              values(last:90){value} goal{target progress source}}}}\
            """)
        .withoutErrors();
    assertThat(sent()).hasSize(4);
  }

  @Test
  void soTheyDoWhenTheyAreWrittenFlat() {
    String query =
        "{me{attributes(names:[\"steps\",\"sleep\"]){values(last:90){date value} goal{target}}}}";
    Reply plan = demo().header("X-Exist-Explain", "true").query(query);
    assertThat(plan.exist().at("/plan/cost").asInt()).isEqualTo(4);
    assertThat(plan.exist().at("/plan/exact").asBoolean()).isTrue();
    demo().query(query).withoutErrors();
    assertThat(sent()).hasSize(4);
  }

  @Test
  void todayComesOutOfTheOverviewWhateverOtherDaysAreRead() {
    demo()
        .query(
            "{me{username attribute(name:\"steps\"){value"
                + " values(from:\"2026-01-01\",to:\"2026-01-02\"){value}}}}")
        .withoutErrors();
    assertThat(sent())
        .containsExactlyInAnyOrder(
            OVERVIEW, "GET /api/1/users/$self/attributes/steps/?date_max=2026-01-02&limit=100");
  }

  @Test
  void theDeepQueryCostsItsCorrelationsAndTheShorterWayToTheInsights() {
    Reply reply = demo().query(DEEP).withoutErrors();
    assertThat(reply.at("me/attributes")).hasSize(35);
    assertThat(sent()).hasSizeLessThanOrEqualTo(46).hasSizeGreaterThan(38);
    demo().query(DEEP).withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @Test
  void aMorningsWorkCostsAtMostFiftyTwo() {
    for (String query : new String[] {TODAY, DASHBOARD, DEEP, YEAR, TODAY}) {
      demo().query(query).withoutErrors();
    }
    assertThat(sent()).hasSizeLessThanOrEqualTo(52);
  }

  @Test
  void correlationsOfOneAttributeCostOne() {
    demo()
        .query("{me{attribute(name:\"steps\"){name correlations{nodes{value attribute2Name}}}}}")
        .withoutErrors();
    assertThat(sent())
        .containsExactly(
            "GET /api/1/users/$self/correlations/attribute/steps/?latest=true&limit=100");
  }

  @Test
  void aPriceIsToldWithoutAskingExist() {
    Reply reply = demo().header("X-Exist-Explain", "true").query(DASHBOARD).withoutErrors();
    assertThat(reply.json().path("data").isNull()).isTrue();
    assertThat(reply.exist().at("/plan/cost").asInt()).isEqualTo(4);
    assertThat(reply.exist().at("/plan/exact").asBoolean()).isTrue();
    assertThat(reply.exist().at("/plan/allowed").asBoolean()).isTrue();
    assertThat(reply.exist().at("/plan/requests")).hasSize(4);
    assertThat(sent()).isEmpty();
    demo().query(DASHBOARD);
    sent();
    Reply again = demo().header("X-Exist-Explain", "true").query(DASHBOARD);
    assertThat(again.exist().at("/plan/cost").asInt()).isZero();
    assertThat(again.exist().at("/plan/requests")).hasSize(4);
    assertThat(again.exist().at("/plan/requests/0/cached").asBoolean()).isTrue();
  }

  @Test
  void whatNeedsNobodyCostsNothing() {
    Reply reply = demo().query("{__typename me{id} rateLimit{limit used remaining resetAt}}");
    assertThat(reply.withoutErrors().at("rateLimit/remaining").asInt()).isEqualTo(300);
    assertThat(sent()).isEmpty();
  }

  @Test
  void theCredentialGoesToExistByteForByte() {
    as("token  demo").query(TODAY).withoutErrors();
    assertThat(exist.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.authorization()).isEqualTo("token  demo"));
    demo().query(TODAY).withoutErrors();
    assertThat(exist.requests()).hasSize(1);
  }

  @Test
  void aTraceTellsEachExchange() {
    Reply reply = demo().header("X-Exist-Trace", "true").query(TODAY);
    assertThat(reply.exist().at("/trace/0/path").asString()).isEqualTo("/api/1/users/$self/today/");
    assertThat(reply.exist().at("/trace/0/status").asInt()).isEqualTo(200);
  }
}
