package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The grid by day has what the attributes have by themselves, for the same requests.
class UserDaysTest extends GatewayTest {
  private static final String CELL =
      "date value number text timeOfDay formatted imperial:number(units:IMPERIAL)"
          + " own:number(units:PREFERRED) metric:formatted(units:METRIC)";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void areThoseOfTheAttributes(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      String credential = random.nextBoolean() ? "Token demo" : "Token demo2";
      begin();
      LocalDate to = LocalDate.parse("2026-11-26").minusDays(random.nextInt(100));
      String range =
          random.nextBoolean()
              ? "last:" + (1 + random.nextInt(20))
              : "from:\"%s\",to:\"%s\"".formatted(to.minusDays(random.nextInt(20)), to);
      String which =
          List.of("", "(names:[\"steps\"])", "(names:[\"mood\",\"sleep_start\",\"mood_note\"])")
              .get(random.nextInt(3));
      String grid =
          "{me{days(%s){date values%s{%s attribute{name}}}}}".formatted(range, which, CELL);
      String rows = "{me{attributes%s{name values(%s){%s}}}}".formatted(which, range, CELL);
      JsonNode plan =
          as(credential).header("X-Exist-Explain", "true").query(grid).exist().path("plan");
      JsonNode days = as(credential).query(grid).withoutErrors().at("me/days");
      int cost = sent().size();
      boolean isExact = plan.path("exact").asBoolean();
      assertThat(cost).isLessThanOrEqualTo(plan.path("cost").asInt());
      assertThat(isExact ? cost : plan.path("cost").asInt()).isEqualTo(plan.path("cost").asInt());
      check(days, as(credential).query(rows).withoutErrors().at("me/attributes"));
      assertThat(sent()).as("%s costs what %s does", rows, grid).isEmpty();
    }
  }

  private static void check(JsonNode days, JsonNode attributes) {
    assertThat(attributes).isNotEmpty();
    List<String> dates = new ArrayList<>();
    for (int day = 0; day < days.size(); day++) {
      JsonNode cells = days.path(day).path("values");
      assertThat(cells).hasSameSizeAs(attributes);
      for (int i = 0; i < cells.size(); i++) {
        JsonNode expected = attributes.path(i).path("values").path(day);
        assertThat(cells.path(i).at("/attribute/name")).isEqualTo(attributes.path(i).path("name"));
        for (String field : expected.propertyNames()) {
          assertThat(cells.path(i).path(field)).as(field).isEqualTo(expected.path(field));
        }
      }
      dates.add(days.path(day).path("date").asString());
    }
    assertThat(dates).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void withoutArgumentsItIsTheLastWeekOfTheUser() {
    clock.set(Instant.parse("2026-11-24T14:30:00Z")); // the 25th in Melbourne
    JsonNode days = demo().query("{me{days{date values{value}}}}").withoutErrors().at("me/days");
    assertThat(days).hasSize(7);
    assertThat(days.at("/0/date").asString()).isEqualTo("2026-11-25");
    assertThat(days.at("/6/date").asString()).isEqualTo("2026-11-19");
  }

  @Test
  void anUnknownNameAndAnEmptyListMatchNothing() {
    JsonNode days =
        demo()
            .query(
                "{me{days(last:2){a:values(names:[\"nothing\"]){value} b:values(names:[]){value}"
                    + " c:values(groups:[\"mood\"]){attribute{group{name}}}}}}")
            .withoutErrors()
            .at("me/days");
    assertThat(days.at("/0/a")).isEmpty();
    assertThat(days.at("/0/b")).isEmpty();
    assertThat(days.at("/1/c")).isNotEmpty();
    days.at("/1/c")
        .forEach(
            value -> assertThat(value.at("/attribute/group/name").asString()).isEqualTo("mood"));
  }

  @Test
  void oneAttributeThatFailsTakesNoOtherAlong() {
    exist.fault(
        request -> request.target().contains("weight"),
        InjectedFault.json(500, "{\"detail\":\"no\"}"));
    Reply reply =
        demo()
            .query(
                """
                {me{days(from:"2025-02-01",to:"2025-02-02"){date a:values(names:["steps"]){value}
                  b:values(names:["weight"]){date value}}}}\
                """);
    assertThat(reply.codes()).isNotEmpty().containsOnly("UPSTREAM_ERROR");
    assertThat(reply.at("me/days")).hasSize(2);
    assertThat(reply.at("me/days/0/date").asString()).isEqualTo("2025-02-02");
    boolean isOneRequest = version().equals("v2"); // has the values of both
    assertThat(reply.at("me/days/0/a/0/value").isNumber()).isNotEqualTo(isOneRequest);
    assertThat(reply.at("me/days/0/b/0/value").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "last:0",
        "last:-1",
        "last:3661",
        "from:\"2026-11-02\",to:\"2026-11-01\"",
        "from:\"2000-01-01\"",
        "last:1,from:\"2026-11-02\""
      })
  void aRangeThatIsNoneIsRefused(String range) {
    Reply reply = demo().query("{me{days(" + range + "){date values{value}}}}");
    assertThat(reply.codes()).containsExactly("BAD_REQUEST");
    assertThat(reply.at("me/days").isNull()).isTrue();
    assertThat(sent()).isEmpty();
  }

  @Test
  void eachCellCountsAsAValue() {
    demo().query("{me{attributes{name}}}").withoutErrors();
    sent();
    Reply reply = demo().query("{me{days(last:1430){date values{value}}}}");
    assertThat(reply.codes()).containsExactly("QUERY_TOO_COSTLY");
    assertThat(sent()).isEmpty();
  }
}
