package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.existgraph.simulator.InjectedFault;
import io.existgraph.statistics.PlainFigures;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Summaries, buckets and streaks of days are those of a plain computation on the same days, and
/// cost no request beyond them.
class SummariesTest extends GatewayTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final List<String> ATTRIBUTES =
      List.of(
          "steps",
          "mood",
          "weight",
          "sleep",
          "sleep_start",
          "sleep_end",
          "exercised",
          "steps_distance",
          "weather_temp_max",
          "weather_cloud_cover");
  private static final String SUMMARY =
      "summary(%s){count sum mean median standardDeviation min{date number} max{date number}}";
  private static final String BUCKETS =
      "buckets(by:%s,%s){from to weekday count sum mean min max formatted}";

  private static String query(String attribute, String fields) {
    return "{me{attribute(name:\"" + attribute + "\"){" + fields + "}}}";
  }

  private JsonNode ask(String attribute, String fields) {
    return demo().query(query(attribute, fields)).withoutErrors().at("me/attribute");
  }

  private PlainDays days(String attribute, LocalDate from, LocalDate to) {
    return PlainDays.of(
        ask(attribute, "values(from:\"%s\",to:\"%s\"){date number}".formatted(from, to))
            .path("values"));
  }

  private static boolean isTime(String attribute) {
    return attribute.equals("sleep_start") || attribute.equals("sleep_end");
  }

  private static void check(JsonNode actual, @Nullable Double expected, String what) {
    if (expected == null) {
      assertThat(actual.isNull()).as(what).isTrue();
    } else {
      assertThat(actual.asDouble())
          .as(what)
          .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }
  }

  private static void checkFigures(
      JsonNode actual, List<Double> numbers, String attribute, String what) {
    boolean isTime = isTime(attribute);
    assertThat(actual.path("count").asInt()).as(what).isEqualTo(numbers.size());
    boolean hasSum = !isTime && !numbers.isEmpty();
    double sum = numbers.stream().mapToDouble(number -> number).sum();
    check(actual.path("sum"), hasSum ? (Double) sum : null, what + " sum");
    check(
        actual.path("mean"),
        isTime ? PlainFigures.circularMean(numbers) : PlainFigures.mean(numbers),
        what + " mean");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void areThoseOfAPlainComputation(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 15; round++) {
      begin();
      exist.options(round % 2 == 0 ? EXIST : EXIST.omittingEmptyDays());
      String attribute = ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
      LocalDate to = TODAY.plusDays(3).minusDays(random.nextInt(1_200)); // the account has 3 years
      LocalDate from = to.minusDays(random.nextInt(150));
      String range = "from:\"" + from + "\",to:\"" + to + "\"";
      String fields =
          SUMMARY.formatted(range)
              + "week:"
              + BUCKETS.formatted("WEEK", range)
              + "month:"
              + BUCKETS.formatted("MONTH", range)
              + "weekday:"
              + BUCKETS.formatted("WEEKDAY", range);
      JsonNode answer = planned(attribute, fields);
      PlainDays days = days(attribute, from, to);
      String what = attribute + " " + range;
      checkSummary(answer.path("summary"), days, attribute, what);
      checkPeriods(answer, days, attribute, from, to);
      checkWeekdays(answer.path("weekday"), days, attribute);
    }
  }

  /// Asks for that when its plan was seen, which is a bound on what is sent.
  private JsonNode planned(String attribute, String fields) {
    String query = query(attribute, fields);
    JsonNode plan = demo().header("X-Exist-Explain", "true").query(query).exist().path("plan");
    assertThat(sent()).isEmpty();
    JsonNode answer = demo().query(query).withoutErrors().at("me/attribute");
    int cost = sent().size();
    assertThat(cost).as(query).isLessThanOrEqualTo(plan.path("cost").asInt());
    if (plan.path("exact").asBoolean()) {
      assertThat(cost).as(query).isEqualTo(plan.path("cost").asInt());
    }
    demo().query(query).withoutErrors();
    assertThat(sent()).isEmpty();
    return answer;
  }

  private static void checkSummary(
      JsonNode summary, PlainDays days, String attribute, String what) {
    List<Double> numbers = days.on(_ -> true);
    checkFigures(summary, numbers, attribute, what);
    if (!isTime(attribute)) {
      check(summary.path("median"), PlainFigures.median(numbers), what + " median");
      check(
          summary.path("standardDeviation"),
          PlainFigures.standardDeviation(numbers),
          what + " deviation");
    }
    if (numbers.isEmpty()) {
      assertThat(summary.path("min").isNull()).isTrue();
      assertThat(summary.path("max").isNull()).isTrue();
      return;
    }
    checkExtreme(summary.path("min"), days, Collections.min(numbers));
    checkExtreme(summary.path("max"), days, Collections.max(numbers));
  }

  private static void checkExtreme(JsonNode day, PlainDays days, double expected) {
    assertThat(day.path("number").asDouble()).isEqualTo(expected);
    LocalDate latest =
        days.numbers().descendingMap().entrySet().stream()
            .filter(entry -> Objects.equals(entry.getValue(), expected))
            .findFirst()
            .orElseThrow()
            .getKey();
    assertThat(day.path("date").asString()).isEqualTo(latest.toString());
  }

  private static void checkPeriods(
      JsonNode answer, PlainDays days, String attribute, LocalDate from, LocalDate to) {
    for (String period : List.of("week", "month")) {
      LocalDate next = from;
      for (JsonNode bucket : answer.path(period)) {
        LocalDate first = next;
        LocalDate last = first;
        while (last.isBefore(to) && !begins(last.plusDays(1), period)) {
          last = last.plusDays(1);
        }
        LocalDate end = last;
        assertThat(bucket.path("from").asString()).isEqualTo(first.toString());
        assertThat(bucket.path("to").asString()).isEqualTo(end.toString());
        assertThat(bucket.path("weekday").isNull()).isTrue();
        List<Double> numbers = days.on(day -> !day.isBefore(first) && !day.isAfter(end));
        checkBucket(bucket, numbers, attribute, period + " " + first);
        next = end.plusDays(1);
      }
      assertThat(next).isEqualTo(to.plusDays(1));
    }
  }

  private static boolean begins(LocalDate day, String period) {
    return period.equals("week")
        ? day.getDayOfWeek() == DayOfWeek.MONDAY
        : day.getDayOfMonth() == 1;
  }

  private static void checkWeekdays(JsonNode buckets, PlainDays days, String attribute) {
    assertThat(buckets).hasSize(7);
    for (int i = 0; i < 7; i++) {
      DayOfWeek weekday = DayOfWeek.of(i + 1);
      JsonNode bucket = buckets.path(i);
      assertThat(bucket.path("weekday").asString()).isEqualTo(weekday.name());
      assertThat(bucket.path("from").isNull()).isTrue();
      assertThat(bucket.path("to").isNull()).isTrue();
      List<Double> numbers = days.on(day -> day.getDayOfWeek() == weekday);
      checkBucket(bucket, numbers, attribute, weekday.name());
    }
  }

  private static void checkBucket(
      JsonNode bucket, List<Double> numbers, String attribute, String what) {
    checkFigures(bucket, numbers, attribute, attribute + " " + what);
    check(bucket.path("min"), numbers.isEmpty() ? null : Collections.min(numbers), what);
    check(bucket.path("max"), numbers.isEmpty() ? null : Collections.max(numbers), what);
    assertThat(bucket.path("formatted").isNull()).isEqualTo(bucket.path("mean").isNull());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void streaksAreThoseOfAPlainSearch(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      begin();
      String attribute = ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
      int last = 1 + random.nextInt(random.nextInt(4) == 0 ? 1_300 : 100);
      PlainDays days = days(attribute, TODAY.minusDays(last - 1L), TODAY);
      List<Double> all = days.on(_ -> true);
      double atLeast = all.isEmpty() ? 1 : all.get(random.nextInt(all.size()));
      begin();
      JsonNode streak =
          planned(
                  attribute,
                  "streak(atLeast:%s,last:%d){current{from to days} longest{from to days}}"
                      .formatted(atLeast, last))
              .path("streak");
      int toToday = days.streakTo(TODAY, atLeast);
      LocalDate end = toToday > 0 ? TODAY : TODAY.minusDays(1);
      checkSpan(streak.path("current"), end, days.streakTo(end, atLeast));
      LocalDate longestTo = end;
      for (LocalDate day : days.numbers().descendingKeySet()) {
        if (days.streakTo(day, atLeast) > days.streakTo(longestTo, atLeast)) {
          longestTo = day;
        }
      }
      checkSpan(streak.path("longest"), longestTo, days.streakTo(longestTo, atLeast));
    }
  }

  private static void checkSpan(JsonNode span, LocalDate to, int days) {
    assertThat(span.isNull()).isEqualTo(days == 0);
    if (days > 0) {
      assertThat(span.path("days").asInt()).isEqualTo(days);
      assertThat(span.path("to").asString()).isEqualTo(to.toString());
      assertThat(span.path("from").asString()).isEqualTo(to.minusDays(days - 1L).toString());
    }
  }

  @Test
  void aStreakIsOfTheGoalByDefault() {
    JsonNode steps =
        ask(
            "steps",
            "goal{target} streak{current{days to} longest{days}} values(last:365){date number}");
    PlainDays days = PlainDays.of(steps.path("values"));
    double goal = steps.at("/goal/target").asDouble();
    int longest = 0;
    for (LocalDate day : days.numbers().keySet()) {
      longest = Math.max(longest, days.streakTo(day, goal));
    }
    assertThat(steps.at("/streak/longest/days").asInt()).isEqualTo(longest).isPositive();
    assertThat(ask("mood_note", "streak{longest{days}}").path("streak").isNull()).isTrue();
  }

  @Test
  void textsHaveNoStatistics() {
    JsonNode note =
        ask(
            "mood_note",
            "summary(last:9){count} buckets(by:WEEK,last:9){count}"
                + " streak(atLeast:1){longest{days}}");
    assertThat(note.toString()).isEqualTo("{\"summary\":null,\"buckets\":null,\"streak\":null}");
  }

  @Test
  void numbersAreInTheUnitsThatAreAskedFor() {
    String fields =
        """
        metric:summary(last:30){mean sum standardDeviation}
        imperial:summary(last:30,units:IMPERIAL){mean sum standardDeviation}
        own:summary(last:30,units:PREFERRED){mean}
        values(last:30){number(units:IMPERIAL)}
        weeks:buckets(by:WEEK,last:30){mean formatted own:formatted(units:PREFERRED)}
        imperialWeeks:buckets(by:WEEK,last:30,units:IMPERIAL){mean formatted}
        """;
    for (String attribute : List.of("steps_distance", "weather_temp_max")) {
      Reply reply = as("Token demo2").query(query(attribute, fields)).withoutErrors();
      JsonNode answer = reply.at("me/attribute");
      List<Double> numbers = new ArrayList<>();
      answer
          .path("values")
          .forEach(
              day -> {
                if (!day.path("number").isNull()) {
                  numbers.add(day.path("number").asDouble());
                }
              });
      check(answer.at("/imperial/mean"), PlainFigures.mean(numbers), attribute);
      check(
          answer.at("/imperial/sum"),
          numbers.stream().mapToDouble(number -> number).sum(),
          attribute);
      check(
          answer.at("/imperial/standardDeviation"),
          PlainFigures.standardDeviation(numbers),
          attribute);
      assertThat(answer.at("/own/mean")).isEqualTo(answer.at("/imperial/mean"));
      assertThat(answer.at("/metric/mean")).isNotEqualTo(answer.at("/imperial/mean"));
      boolean isDistance = attribute.equals("steps_distance");
      for (int week = 0; week < answer.path("weeks").size(); week++) {
        JsonNode metric = answer.path("weeks").path(week);
        JsonNode imperial = answer.path("imperialWeeks").path(week);
        assertThat(metric.path("formatted").asString()).endsWith(isDistance ? " km" : " °C");
        assertThat(imperial.path("formatted").asString()).endsWith(isDistance ? " mi" : " °F");
        assertThat(metric.path("own")).isEqualTo(imperial.path("formatted"));
      }
    }
  }

  @Test
  void oneThatFailsTakesNoOtherAlong() {
    exist.fault(
        request -> request.target().contains("weight"),
        InjectedFault.json(500, "{\"detail\":\"no\"}"));
    Reply reply =
        demo()
            .query(
                """
                {me{a:attribute(name:"steps"){summary(last:90){count}}
                  b:attribute(name:"weight"){summary(from:"2025-01-01",to:"2025-03-01"){count} label}}}\
                """);
    assertThat(reply.codes()).containsOnly("UPSTREAM_ERROR");
    assertThat(reply.at("me/a/summary/count").asInt()).isPositive();
    assertThat(reply.at("me/b/summary").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "summary(last:0){count}",
        "summary(last:-1){count}",
        "summary(last:3661){count}",
        "summary(last:2147483647){count}",
        "summary(from:\"2026-11-02\",to:\"2026-11-01\"){count}",
        "summary(from:\"2000-01-01\"){count}",
        "summary(last:3,from:\"2026-11-01\"){count}",
        "buckets(by:WEEK,last:0){count}",
        "buckets(by:MONTH,from:\"2026-11-02\",to:\"2026-11-01\"){count}",
        "buckets(by:WEEKDAY,last:99999){count}",
        "streak(last:0){longest{days}}",
        "streak(atLeast:1,last:3661){longest{days}}",
      })
  void aRangeThatIsNoneIsRefusedBeforeAnythingIsSent(String field) {
    Reply reply = demo().query(query("steps", field));
    assertThat(reply.codes()).containsExactly("BAD_REQUEST");
    begin();
    demo().query("{me{username attribute(name:\"steps\"){" + field + "}}}");
    assertThat(sent()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void theDaysThatAreReadCountAsValues() {
    demo().query("{me{attributes{name}}}").withoutErrors();
    sent();
    for (String field :
        List.of(
            "summary(last:1430){count}",
            "buckets(by:WEEKDAY,last:1430){count}",
            "streak(atLeast:1,last:1430){longest{days}}")) {
      String query = "{me{attributes{" + field + "}}}";
      assertThat(demo().query(query).codes()).as(query).containsExactly("QUERY_TOO_COSTLY");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void averagesAndGoalsAreInTheUnitsThatAreAskedFor() {
    String query =
        """
        {me{units{distance}
          attribute(name:"steps_distance"){unit own:unit(units:PREFERRED)
            average{monday imperial:monday(units:IMPERIAL) own:monday(units:PREFERRED)}
            goal{target imperial:target(units:IMPERIAL) own:target(units:PREFERRED)}
            today{number own:number(units:PREFERRED)}}
          steps:attribute(name:"steps"){goal{target own:target(units:PREFERRED)}}}}\
        """;
    for (String credential : List.of("Token demo", "Token demo2")) {
      JsonNode me = as(credential).query(query).withoutErrors().at("me");
      boolean isImperial = credential.equals("Token demo2");
      JsonNode distance = me.path("attribute");
      assertThat(distance.path("unit").asString()).isEqualTo("km");
      assertThat(distance.path("own").asString()).isEqualTo(isImperial ? "mi" : "km");
      for (String pair : List.of("average/monday", "goal/target")) {
        JsonNode row = distance.path(pair.split("/")[0]);
        double metric = row.path(pair.split("/")[1]).asDouble();
        assertThat(row.path("imperial").asDouble()).isCloseTo(metric / 1.609344, within(1e-9));
        assertThat(row.path("own"))
            .isEqualTo(row.path(isImperial ? "imperial" : pair.split("/")[1]));
      }
      assertThat(me.at("/steps/goal/own")).isEqualTo(me.at("/steps/goal/target"));
    }
  }
}
