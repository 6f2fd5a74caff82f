package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// What Exist sends differs from what it documents: whatever can be read is returned, and what
/// cannot takes nothing beside it along.
class ToleranceTest extends GatewayTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ITEM =
      """
      {"attribute":"steps","label":"Steps","value":7,"priority":1,"private":false,
        "service":"Fitbit","value_type":0%s}\
      """;

  @Autowired private MeterRegistry meters;

  private void answer(String part, String json) {
    exist.fault(request -> request.target().contains(part), InjectedFault.json(200, json));
  }

  private void today(String items) {
    answer(
        "/today/",
        """
        {"id":"1","username":"josh","timezone":"Australia/Melbourne","private":"false",
          "imperial_units":0,"new_field":{"x":[1]},"attributes":[
          {"group":"activity","label":"Activity","priority":1,"items":[%s]}]}\
        """
            .formatted(items));
  }

  private Reply ask(String selection) {
    return demo().query("{me{attributes{name " + selection + "}}}").withoutErrors();
  }

  /// Ten to the 350th has no place in a Float, and neither has a tiny goal's progress.
  @Test
  void aNumberThatNoFloatHoldsIsNull() {
    today(ITEM.replace("\"value\":7", "\"value\":1e350").formatted(""));
    answer("/averages/", "[]");
    Reply reply = ask("today{number(units:IMPERIAL) formatted} goal{progress}");
    assertThat(reply.at("me/attributes/0/today/number").isNull()).isTrue();
  }

  @Test
  void aNumberWithTrailingLettersIsCountedAsUnreadable() {
    double before = leftOut();
    today(ITEM.replace("\"value\":7", "\"value\":\"7 km\"").formatted(""));
    assertThat(ask("value").at("me/attributes/0/value").isNull()).isTrue();
    assertThat(leftOut()).isEqualTo(before + 1);
    forget("Token demo");
    answer(
        "/steps/",
        "{\"count\":1,\"next\":null,\"results\":[{\"date\":\"2026-01-02\",\"value\":\"7km\"}]}");
    demo()
        .query(
            "{me{attribute(name:\"steps\"){values(from:\"2026-01-02\",to:\"2026-01-02\"){value}}}}")
        .withoutErrors();
    assertThat(leftOut()).isEqualTo(before + 2);
  }

  private double leftOut() {
    return meters.find("existgraph.rows.left.out").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void aNameTooLongToHaveAGoalHasNone() {
    today(
        ITEM.replace("\"attribute\":\"steps\"", "\"attribute\":\"" + "x".repeat(97) + "\"")
            .formatted(""));
    Reply reply = ask("value goal{target}");
    assertThat(reply.at("me/attributes/0/value").asInt()).isEqualTo(7);
    assertThat(reply.at("me/attributes/0/goal").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"größe_図", "cafe\u0301"})
  void aTagMayHaveLettersOfAnyLanguage(String tag) {
    today(ITEM.replace("\"attribute\":\"steps\"", "\"attribute\":\"" + tag + "\"").formatted(""));
    answer(tag, "{\"count\":1,\"next\":null,\"results\":[{\"date\":\"2026-09-01\",\"value\":3}]}");
    Reply reply =
        demo()
            .query(
                """
                {me{attributes{name value} attribute(name:"größe_図"){
                  values(from:"2026-09-01",to:"2026-09-01"){value}}}}\
                """
                    .replace("größe_図", tag))
            .withoutErrors();
    assertThat(reply.at("me/attributes/0/name").asString()).isEqualTo(tag);
    assertThat(reply.at("me/attribute/values/0/value").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"cafe\u0301,caf\u00e9", "caf\u00e9,cafe\u0301", "cafe\u0301,cafe\u0301"})
  void aNameIsTheSameInNfcAndSentAsExistWroteIt(String exists, String asked) {
    String item = ITEM.replace("\"attribute\":\"steps\"", "\"attribute\":\"" + exists + "\"");
    today(item.formatted(""));
    String path = "/attributes/" + exists + "/";
    answer(path, "{\"count\":1,\"next\":null,\"results\":[{\"date\":\"2026-09-01\",\"value\":3}]}");
    String query =
        "{me{attributes(names:[\"%1$s\"]){name} attribute(name:\"%1$s\"){id name"
            + " values(from:\"2026-09-01\",to:\"2026-09-01\"){value}}}}";
    Reply reply = demo().query(query.formatted(asked)).withoutErrors();
    assertThat(reply.at("me/attributes/0/name").asString()).isEqualTo(exists);
    assertThat(reply.at("me/attribute/name").asString()).isEqualTo(exists);
    assertThat(reply.at("me/attribute/values/0/value").asInt()).isEqualTo(3);
    assertThat(sent()).anyMatch(request -> request.contains(path));
  }

  @Test
  void aGroupIsTheSameInNfc() {
    answer(
        "/today/",
        """
        {"username":"josh","timezone":"UTC","attributes":[
          {"group":"cafe\u0301","label":"Coffee","priority":1,"items":[%s]}]}\
        """
            .formatted(ITEM.formatted("")));
    Reply reply =
        demo()
            .query(
                "{me{groups(names:[\"caf\u00e9\"]){name}"
                    + " attributes(groups:[\"caf\u00e9\"]){name}}}")
            .withoutErrors();
    assertThat(reply.at("me/groups/0/name").asString()).isEqualTo("cafe\u0301");
    assertThat(reply.at("me/attributes/0/name").asString()).isEqualTo("steps");
  }

  @Test
  void progressTowardsNextToNothingIsNull() {
    today(ITEM.replace("\"value\":7", "\"value\":1e10").formatted(""));
    answer(
        "/averages/",
        """
        [{"attribute":"steps","date":"2026-11-23","overall":1e-308,"monday":1e-308,
          "tuesday":1e-308,"wednesday":1e-308,"thursday":1e-308,"friday":1e-308,
          "saturday":1e-308,"sunday":1e-308}]\
        """);
    Reply reply = ask("goal{target progress}");
    assertThat(reply.at("me/attributes/0/goal/target").asDouble()).isPositive();
    assertThat(reply.at("me/attributes/0/goal/progress").isNull()).isTrue();
  }

  static Stream<Arguments> services() {
    return Stream.of(
        Arguments.of("\"Fitbit\"", "{\"name\":\"fitbit\",\"label\":\"Fitbit\"}"),
        Arguments.of("\"fitbit\"", "{\"name\":\"fitbit\",\"label\":\"Fitbit\"}"),
        Arguments.of(
            "{\"name\":\"last_fm\",\"label\":\"Last.fm\"}",
            "{\"name\":\"last_fm\",\"label\":\"Last.fm\"}"),
        Arguments.of("\"\"", "null"),
        Arguments.of("null", "null"),
        Arguments.of("[3]", "null"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceIsASlugANameAnObjectNothingOrNull(String sent, String reply) {
    today(ITEM.formatted(",\"service\":" + sent).replace("\"service\":\"Fitbit\",", ""));
    assertThat(ask("service{name label}").at("me/attributes/0/service"))
        .isEqualTo(JSON.readTree(reply));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`sleep`|sleep|Sleep",
        "{`name`:`sleep`,`label`:`My sleep`,`priority`:9}|sleep|My sleep",
        "{`name`:`sleep`}|sleep|Sleep",
        "``|activity|Activity",
        "7|activity|Activity",
        "null|activity|Activity"
      })
  void aGroupIsANameOrAnObjectElseTheOneItStandsIn(String sent, String name, String label) {
    today(ITEM.formatted(",\"group\":" + sent.replace('`', '"')));
    Reply reply = ask("group{name label}");
    assertThat(reply.at("me/attributes/0/group/name").asString()).isEqualTo(name);
    assertThat(reply.at("me/attributes/0/group/label").asString()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({
    "0,\"8432\",8432",
    "0,8432.0,8432",
    "1,\"13.8000\",13.8",
    "1,7,7",
    "3,\"65\",65",
    "7,1,true",
    "7,\"0\",false",
    "0,{},null",
    "0,[1],null",
    "0,\"many\",null",
    "5,\"0.35\",0.35"
  })
  void aValueIsToldByItsType(int type, String sent, String reply) {
    today(
        ITEM.formatted("")
            .replace("steps", "tailored")
            .replace("\"value\":7", "\"value\":" + sent)
            .replace("\"value_type\":0", "\"value_type\":" + type));
    assertThat(ask("value").at("me/attributes/0/value")).isEqualTo(JSON.readTree(reply));
  }

  @Test
  void wrongShapesAreNullAndBadRowsAreLeftOutWithoutTheirNeighbours() {
    today(
        ITEM.formatted("")
                .replace("\"priority\":1", "\"priority\":{}")
                .replace("\"label\":\"Steps\"", "\"label\":[]")
                .replace("\"private\":false", "\"private\":\"maybe\"")
            + ",{\"label\":\"nameless\"},{\"attribute\":\"no name\"},3,null,"
            + "{\"user_attribute\":\"floors\",\"value\":2}");
    Reply reply = ask("label priority isPrivate value service{name}");
    assertThat(reply.at("me/attributes"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"name":"floors","label":"floors","priority":null,"isPrivate":null,"value":2,
                  "service":null},
                 {"name":"steps","label":"steps","priority":null,"isPrivate":null,"value":7,
                  "service":{"name":"fitbit"}}]\
                """));
    assertThat(demo().query("{me{existId imperialUnits isPrivate firstName}}").at("me"))
        .isEqualTo(
            JSON.readTree(
                """
                {"existId":1,"imperialUnits":false,"isPrivate":false,"firstName":null}\
                """));
  }

  @Test
  void insightsMayHaveATextInsteadOfHtmlAndValues() {
    answer(
        "insights",
        """
        {"count":"4","next":null,"results":[
          {"created":"2026-11-20T01:00:02+08:00","text":"Reply","html":null,"extra":1,
            "type":{"name":"a","priority":9,"attribute":null}},
          {"created":"yesterday","type":{"name":"b"}},
          {"created":"2026-11-19T01:00:02Z","html":"<p>One&nbsp;<b>two</b></p>","value":3,
            "target_date":"2026-11-18T00:00:00Z","type":{"name":"c","priority":"3",
            "attribute":{"attribute":"steps","group":"activity"}}},
          {"created":"2026-11-18T01:00:02Z","type":null},
          "nothing"]}\
        """);
    Reply reply =
        demo()
            .query(
                """
                {me{insights{totalCount nodes{created targetDate text html value value2
                  type{name priority attribute{name group{label}}}}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/insights"))
        .isEqualTo(
            JSON.readTree(
                """
                {"totalCount":4,"nodes":[
                  {"created":"2026-11-20T01:00:02+08:00","targetDate":null,"text":"Reply",
                    "html":null,"value":null,"value2":null,
                    "type":{"name":"a","priority":"UNKNOWN","attribute":null}},
                  {"created":"2026-11-19T01:00:02Z","targetDate":"2026-11-18","text":"One two",
                    "html":"<p>One&nbsp;<b>two</b></p>","value":"3","value2":null,
                    "type":{"name":"c","priority":"WEEK",
                      "attribute":{"name":"steps","group":{"label":"Activity"}}}}]}\
                """));
  }

  @Test
  void correlationsMayHaveStarsAndAPercentageAndLackSentences() {
    answer(
        "correlations",
        """
        {"count":4,"next":null,"results":[
          {"date":"2026-11-22","attribute":"steps","attribute2":"floors","value":"-0.5578",
            "p":"0.2","percentage":55.78,"stars":"4","rating":{"x":1},"second_person":"You"},
          {"date":"2026-11-22","attribute":"steps","attribute2":null,"value":0.3},
          {"date":"2026-11-22","attribute":"steps","attribute2":"mood"},
          {"attribute":"steps","attribute2":"mood","value":0.3}]}\
        """);
    Reply reply =
        demo()
            .query(
                """
                {me{attribute(name:"steps"){correlations{nodes{attribute2Name attribute2{label}
                  value p isSignificant percentage stars firstPerson secondPerson}}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/attribute/correlations/nodes"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"attribute2Name":"floors","attribute2":{"label":"Floors"},"value":-0.5578,
                  "p":0.2,"isSignificant":false,"percentage":55.78,"stars":4,"firstPerson":null,
                  "secondPerson":"You"},
                 {"attribute2Name":null,"attribute2":null,"value":0.3,"p":null,
                  "isSignificant":null,"percentage":null,"stars":null,"firstPerson":null,
                  "secondPerson":null}]\
                """));
  }

  @Test
  void averagesNameTheirAttributeInEitherWayAndMayLackAnything() {
    answer(
        "/averages/",
        """
        [{"attribute":"steps","date":"2026-11-22","overall":"4174.5","monday":null},
         {"user_attribute":"floors","date":"2026-11-22","overall":null},
         {"attribute":"mood"},{"date":"2026-11-22"}]\
        """);
    assertThat(demo().query("{me{averages{attributeName overall monday}}}").at("me/averages"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"attributeName":"steps","overall":4174.5,"monday":null},
                 {"attributeName":"floors","overall":null,"monday":null}]\
                """));
  }

  @Test
  void ofNextOnlyTheNumberCountsAndAPageBehindTheLastIsEmpty() {
    List<String> rows =
        Stream.of(1, 2, 3)
            .map(
                day ->
                    "{\"created\":\"2026-11-2%dT01:00:00Z\",\"type\":{\"name\":\"x\"}}"
                        .formatted(day))
            .toList();
    exist.fault(
        request -> request.target().contains("page=2"),
        InjectedFault.json(404, "{\"detail\":\"none\"}"));
    answer(
        "insights",
        "{\"count\":3,\"next\":\"http://127.0.0.1:1/api/1/elsewhere/?page=7\",\"results\":"
            + rows
            + "}");
    Reply reply = demo().query("{me{insights(first:100){pageInfo{hasNextPage} nodes{created}}}}");
    assertThat(reply.withoutErrors().at("me/insights/nodes")).hasSize(3);
    assertThat(reply.at("me/insights/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(sent())
        .containsExactly(
            "GET /api/1/users/$self/insights/?limit=100",
            "GET /api/1/users/$self/insights/?limit=100&page=2");
  }
}
