package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import io.existgraph.data.UserRef;
import io.existgraph.relay.GlobalIdCodec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every argument of every field is judged before anything is sized, planned or sent, wherever the
/// field stands: one that is bad costs nothing, and takes no sibling along.
class ArgumentsTest extends GatewayTest {
  private static final String BAD = "BAD_REQUEST";

  /// Where a list of days can stand.
  static Stream<String> places() {
    return Stream.of(
        "{me{attribute(name:\"steps\"){%s}}}",
        "{me{attribute(name:\"steps\"){name %s}}}",
        "{user(username:\"demo\"){attribute(name:\"steps\"){%s}}}",
        "{node(id:\"" + id("Attribute", "steps") + "\"){...on Attribute{%s}}}",
        "{nodes(ids:[\"" + id("Attribute", "steps") + "\"]){...on Attribute{a:%s}}}",
        "{node(id:\"" + id("User") + "\"){...on User{attribute(name:\"steps\"){%s}}}}",
        "query{...F} fragment F on Query{me{attribute(name:\"steps\"){...on Attribute{%s}}}}");
  }

  private static String id(String type, Object... steps) {
    return GlobalIdCodec.of(new Credential("Token demo").callerId(), type, UserRef.SELF, steps);
  }

  @ParameterizedTest
  @MethodSource("places")
  void anOpenRangeThatIsTooLongIsRefusedUnsent(String place) {
    remember();
    for (String from : List.of("0000-01-01", "0001-01-01", "1066-10-14", "2016-11-16")) {
      String query = place.formatted("values(from:\"" + from + "\"){value}");
      assertThat(demo().query(query).codes()).as(query).containsExactly(BAD);
      Reply plan = demo().header("X-Exist-Explain", "true").query(query).withoutErrors();
      assertThat(plan.exist().at("/plan/cost").asInt()).isZero();
    }
    assertThat(sent()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void theLongestOpenRangeIsAnswered(String place) {
    remember();
    demo().query(place.formatted("values(from:\"2016-11-17\"){date}")).withoutErrors();
  }

  private void remember() {
    demo().query("{me{username attributes{name}}}").withoutErrors();
    sent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2016-11-16", "0001-01-01", "9999-12-31"})
  void allAttributesOnAnEmptyMemoryStandWithoutIt(String from) {
    Reply reply =
        demo().query("{me{username attributes{name values(from:\"" + from + "\"){value}}}}");
    assertThat(reply.codes()).hasSize(35).containsOnly(BAD);
    assertThat(reply.at("me/username").asString()).isEqualTo("demo");
    assertThat(reply.at("me/attributes")).hasSize(35);
    assertThat(sent()).hasSizeBetween(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%1$s{failedCount user{attribute(name:\"mood\"){values(from:\"0001-01-01\"){value}}}}",
        "%1$s{results{attribute{values(last:0){value}}}}",
        "%1$s{results{value{movingAverage(days:0)}}}",
        "%1$s{failedCount} b:%1$s{user{insights(first:0){totalCount}}}"
      })
  void aWriteWithAnInvalidArgumentAnywhereIsNotSent(String selection) {
    String write =
        "mutation{"
            + selection.formatted(
                "updateAttributes(updates:[{name:\"mood\",date:\"2026-11-20\",value:5}])")
            + "}";
    Reply reply = as("Bearer demo").query(write);
    assertThat(reply.codes()).isNotEmpty().containsOnly(BAD);
    assertThat(reply.json().path("data").valueStream()).allMatch(JsonNode::isNull);
    assertThat(sent()).isEmpty();
    Reply plan = as("Bearer demo").header("X-Exist-Explain", "true").query(write).withoutErrors();
    assertThat(plan.exist().at("/plan/cost").asInt()).isZero();
    assertThat(plan.exist().at("/plan/allowed").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"movingAverage(days:0), values", "movingAverage(days:3661), values"})
  void anInvalidArgumentBelowASpanOfDaysFailsTheSpan(String bad, String span) {
    remember();
    Reply reply =
        demo().query("{me{attribute(name:\"steps\"){name values(last:100){date " + bad + "}}}}");
    assertThat(reply.codes()).containsExactly(BAD);
    assertThat(reply.at("me/attribute/name").asString()).isEqualTo("steps");
    assertThat(reply.at("me/attribute/" + span).isNull()).isTrue();
    assertThat(sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"names", "groups"})
  void aListOfNamesIsBounded(String argument) {
    String query = "query($n:[String!]){me{attributes(%s:$n){name}}}".formatted(argument);
    demo().with("n", Collections.nCopies(1000, "x")).query(query).withoutErrors();
    sent();
    Reply reply = demo().with("n", Collections.nCopies(1001, "x")).query(query);
    assertThat(reply.codes()).containsExactly(BAD);
    assertThat(sent()).isEmpty();
  }

  @Test
  void theWhitespaceOfADocumentIsBounded() {
    demo().query("{" + " ".repeat(49_000) + "__typename}").withoutErrors();
    Reply reply = demo().query("{" + " ".repeat(51_000) + "__typename}");
    assertThat(reply.codes()).containsExactly("QUERY_TOO_COSTLY");
  }

  @Test
  void aListOfIdsIsBounded() {
    String query = "query($a:[ID!]!){nodes(ids:$a){id}}";
    demo().with("a", Collections.nCopies(2000, "x")).query(query).withoutErrors();
    Reply reply = demo().with("a", Collections.nCopies(2001, "x")).query(query);
    assertThat(reply.codes()).containsExactly("QUERY_TOO_COSTLY");
    assertThat(sent()).isEmpty();
  }

  @Test
  void aCursorIsBounded() {
    for (String cursor : List.of("A".repeat(2004), "MQp4Cjk5OTk5OTk5OQp4", "MQp4Ci0xCng")) {
      Reply reply =
          demo().with("c", cursor).query("query($c:String){me{insights(after:$c){nodes{text}}}}");
      assertThat(reply.codes()).containsExactly(BAD);
    }
    assertThat(sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T00:00:00Z",
        "-1000000000-01-01T00:00:00Z",
        "+123456-01-01T00:00:00Z"
      })
  void momentsThatNoDateIsOfAreNobodys(String moment) {
    String id = id("Insight", moment, "name", "", "");
    Reply reply = demo().query("{node(id:\"" + id + "\"){id}}").withoutErrors();
    assertThat(reply.at("node").isNull()).isTrue();
    assertThat(sent()).isEmpty();
  }

  @Test
  void idsThatLeadToNothingCountAsWhatTheyAreAnsweredWith() {
    Reply reply =
        demo()
            .with("ids", Collections.nCopies(50_001, "x"))
            .query("query($ids:[ID!]!){nodes(ids:$ids){id}}");
    assertThat(reply.codes()).isNotEmpty().containsOnly("QUERY_TOO_COSTLY");
  }

  @Test
  void aPlanOfMoreItemsThanMayBeWrittenIsNotAllowed() {
    for (int items : List.of(1000, 1001)) {
      Reply reply =
          as("Bearer demo")
              .header("X-Exist-Explain", "true")
              .with("u", Collections.nCopies(items, Map.of("name", "mood", "value", 5)))
              .query(
                  "mutation($u:[AttributeUpdateInput!]!)"
                      + "{updateAttributes(updates:$u){failedCount}}");
      assertThat(reply.exist().at("/plan/allowed").asBoolean()).isEqualTo(items == 1000);
    }
    assertThat(sent()).isEmpty();
  }
}
