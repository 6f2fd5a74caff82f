package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What operations cost Exist over API v2, cold and again.
@OverV2
class CostsV2Test extends GatewayTest {
  private static final String PROFILE = "GET /api/2/accounts/profile/";
  private static final String RECENT = "GET /api/2/attributes/with-values/?days=31&limit=100";
  private static final String AVERAGES = "GET /api/2/averages/?limit=100";
  private static final String INSIGHTS = "GET /api/2/insights/?limit=100";
  private static final String OF_STEPS = "GET /api/2/correlations/?attribute=steps&limit=100";
  private static final String BATCH = "GET /api/2/correlations/?limit=100";

  private static final String TODAY = "{me{username groups{name attributes{name value}}}}";
  private static final String DASHBOARD =
      """
      {me{username groups{name attributes{name value values(last:7){date value formatted}
        average{overall formatted}}} insights(first:5){nodes{created text}}}}\
      """;

  private void costs(String query, String... requests) {
    Reply reply = demo().query(query).withoutErrors();
    assertThat(sent()).containsExactlyInAnyOrder(requests);
    assertThat(reply.exist().path("requests").asInt()).isEqualTo(requests.length);
    demo().query(query).withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @Test
  void todayCostsTwoRequestsAndNoneAgain() {
    costs(TODAY, PROFILE, RECENT);
  }

  @Test
  void todayCostsOneWhereTheProfileIsRememberedStill() {
    demo().query(TODAY);
    sent();
    clock.pass(Duration.ofMinutes(11));
    demo().query(TODAY).withoutErrors();
    assertThat(sent()).containsExactly(RECENT);
  }

  @Test
  void aDashboardCostsFourRequestsHoweverManyAttributesThereAre() {
    costs(DASHBOARD, PROFILE, RECENT, AVERAGES, INSIGHTS);
  }

  @Test
  void withTheWeeksCorrelationsADashboardCostsFive() {
    costs(
        """
        {me{username attributes{label value goal{formatted progress} values(last:7){date value}}
          insights(first:5){nodes{text}} correlations(first:3){nodes{description}}}}\
        """,
        PROFILE,
        RECENT,
        AVERAGES,
        INSIGHTS,
        BATCH);
  }

  @Test
  void aWeekOfEverythingCostsOneWhereTheZoneIsRemembered() {
    String week = "{me{attributes{name label values(last:7){date value}}}}";
    demo().query("{me{today}}");
    sent();
    costs(week, RECENT);
    begin();
    costs(week, PROFILE, RECENT);
  }

  @Test
  void aMoodJournalOfThirtyDaysCostsOne() {
    demo().query("{me{today}}");
    sent();
    costs(
        """
        {me{mood: attribute(name:"mood"){values(last:30){date value}}
          notes: attribute(name:"mood_note"){values(last:30){date text}}
          all: attributes(groups:["custom"]){label values(last:30){date value}}
          tags{label} before: tags(date:"2026-11-01"){label}}}\
        """,
        RECENT);
  }

  @Test
  void aYearOfFourAttributesCostsTwelveWindows() {
    String year =
        """
        {me{attributes(names:["steps","sleep","mood","weight"]){name
          values(from:"2025-01-01", to:"2025-12-31"){date value}}}}\
        """;
    demo().query(year).withoutErrors();
    assertThat(sent())
        .hasSize(12)
        .allMatch(request -> request.contains("/with-values/?attributes=mood,sleep,steps,weight&"));
    demo().query(year).withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,365,4", "2,365,8", "3,365,12", "4,365,12", "8,365,12", "1,31,1", "9,90,3"})
  void windowsAndPagesAreWeighed(int attributes, int days, int cost) {
    List<String> names =
        List.of(
            "steps",
            "sleep",
            "mood",
            "weight",
            "floors",
            "tracks",
            "events",
            "checkins",
            "pages_read");
    demo().query("{me{attributes{name}}}");
    sent();
    Reply reply =
        demo()
            .with("names", names.subList(0, attributes))
            .with("from", LocalDate.parse("2025-12-31").minusDays(days - 1L).toString())
            .query(
                """
                query($names:[String!],$from:Date){me{attributes(names:$names){
                  values(from:$from,to:"2025-12-31"){date value}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/attributes")).hasSize(attributes);
    assertThat(reply.at("me/attributes/0/values")).hasSize(days);
    assertThat(sent()).hasSize(cost);
  }

  @Test
  void aYearUpToTodayOfOneLongAndThreeShortAttributesMixesBoth() {
    demo().query(TODAY);
    sent();
    demo()
        .query(
            """
            {me{attribute(name:"steps"){values(last:365){value}}
              attributes(names:["sleep","mood","weight"]){values(last:31){value}}}}\
            """)
        .withoutErrors();
    assertThat(sent())
        .hasSize(4)
        .allMatch(request -> request.startsWith("GET /api/2/attributes/values/?attribute=steps&"));
  }

  @Test
  void anExportStartsOnWindowsAndLearnsItsNamesFromThem() {
    String export =
        "{me{attributes{name label values(from:\"2025-06-01\",to:\"2025-08-01\"){date value}}}}";
    costs(
        export,
        "GET /api/2/attributes/with-values/?date_max=2025-08-01&days=31&limit=100",
        "GET /api/2/attributes/with-values/?date_max=2025-07-01&days=31&limit=100");
  }

  @Test
  void correlationsOfOneAttributeCostOneAndTwoWithTheLabelsOfTheOthers() {
    costs(
        "{me{attribute(name:\"steps\"){name correlations{nodes{value attribute2Name}}}}}",
        OF_STEPS);
    begin();
    costs(
        "{me{attribute(name:\"steps\"){correlations{nodes{value attribute2{label}}}}}}",
        OF_STEPS,
        RECENT);
  }

  @Test
  void theWeeksBatchServesEveryAttribute() {
    int rows =
        demo()
            .query("{me{correlations(first:1){totalCount}}}")
            .at("me/correlations/totalCount")
            .asInt();
    begin();
    Reply reply =
        demo()
            .query("{me{attributes{name correlations(first:100){nodes{value} totalCount}}}}")
            .withoutErrors();
    assertThat(sent())
        .hasSize((rows + 99) / 100 + 1)
        .contains(RECENT)
        .filteredOn(request -> !request.equals(RECENT))
        .allMatch(request -> request.startsWith("GET /api/2/correlations/?limit=100"));
    int both = 0;
    for (var attribute : reply.at("me/attributes")) {
      both += attribute.at("/correlations/totalCount").asInt();
    }
    assertThat(both).isEqualTo(2 * rows);
    demo()
        .query(
            "{me{attribute(name:\"mood\"){correlations{nodes{value}}}"
                + " correlations{nodes{value}}}}");
    assertThat(sent()).isEmpty();
  }

  @Test
  void onePairIsAskedForByItselfAndSeveralByTheListTheyShare() {
    costs(
        "{me{attribute(name:\"steps\"){name correlation(with:\"floors\"){value}}}}",
        "GET /api/2/correlations/combo/?attribute=steps&attribute2=floors");
    begin();
    costs(
        """
        {me{attribute(name:"steps"){a:correlation(with:"floors"){value}
          b:correlation(with:"mood"){value}}}}\
        """,
        OF_STEPS);
    begin();
    costs(
        "{me{attributes{name correlation(with:\"mood\"){value attribute2Name}}}}",
        RECENT,
        "GET /api/2/correlations/?attribute=mood&limit=100");
  }

  @Test
  void averagesOfSeveralAttributesComeInOnePage() {
    demo().query("{me{attributes{name}}}");
    sent();
    costs(
        """
        {me{attributes(names:["steps","sleep","mood"]){name
          averages(first:26){nodes{date overall}}}}}\
        """,
        "GET /api/2/averages/?attributes=mood,sleep,steps&include_historical=1&limit=100");
  }

  @Test
  void insightsOfManyAttributesCostTheListOnce() {
    int rows =
        demo().query("{me{insights(first:1){totalCount}}}").at("me/insights/totalCount").asInt();
    begin();
    demo().query("{me{attributes{name insights(first:3){nodes{text}}}}}").withoutErrors();
    assertThat(sent()).contains(RECENT, INSIGHTS).hasSizeLessThanOrEqualTo((rows + 99) / 100 + 1);
  }

  @Test
  void whatIsOwnedAndWhatThereIsToTrackCostOneEach() {
    as("Bearer demo")
        .query("{ownedAttributes{name isActive isManual template availableServices{name}}}")
        .withoutErrors();
    assertThat(sent())
        .containsExactly(
            "GET /api/2/attributes/owned/?include_inactive=1&include_low_priority=1&limit=100");
    costs(
        "{attributeTemplates{name label group{label} valueType unit}}",
        "GET /api/2/attributes/templates/?include_low_priority=1&limit=100");
    costs(
        "{me{attributes{name availableServices{label}}}}",
        "GET /api/2/attributes/?include_low_priority=1&limit=100");
  }

  @Test
  void aPriceCountsPagesForAThousandAttributesUntilTheyAreKnown() {
    Reply reply = demo().header("X-Exist-Explain", "true").query(DASHBOARD).withoutErrors();
    assertThat(reply.exist().at("/plan/cost").asInt()).isEqualTo(4 + 9 + 9);
    assertThat(reply.exist().at("/plan/exact").asBoolean(true)).isFalse();
    assertThat(reply.exist().at("/plan/allowed").asBoolean()).isTrue();
    assertThat(reply.exist().at("/plan/requests")).hasSize(4);
    assertThat(sent()).isEmpty();
  }
}
