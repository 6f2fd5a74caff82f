package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.existgraph.statistics.PlainFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Days in the order that charts want, where each begins, and averages that move over them.
class TimeSeriesTest extends GatewayTest {
  private static final List<String> ATTRIBUTES =
      List.of("steps", "mood", "weight", "sleep_start", "sleep_end", "exercised", "steps_distance");

  private JsonNode values(String attribute, String arguments, String fields) {
    return demo()
        .with("name", attribute)
        .query("query($name:String!){me{attribute(name:$name){values" + arguments + fields + "}}}")
        .withoutErrors()
        .at("me/attribute/values");
  }

  @ParameterizedTest
  @CsvSource({"(last:40", "'(from:\"2026-09-20\",to:\"2026-11-30\"'"})
  void theOrderIsAscendingOnRequest(String range) {
    String fields = "{date value}";
    List<JsonNode> newestFirst = new ArrayList<>();
    values("mood", range + ")", fields).forEach(newestFirst::add);
    List<JsonNode> oldestFirst = new ArrayList<>();
    values("mood", range + ",order:ASC)", fields).forEach(oldestFirst::add);
    assertThat(values("mood", range + ",order:null)", fields)).hasSize(newestFirst.size());
    assertThat(oldestFirst.getFirst().path("date").asString())
        .startsWith("2026-")
        .endsWith(range.startsWith("(last") ? "10-16" : "09-20");
    Collections.reverse(oldestFirst);
    assertThat(oldestFirst).isEqualTo(newestFirst);
    assertThat(newestFirst).hasSizeGreaterThan(30);
  }

  @Test
  void emptyDaysAreLeftOutOnRequest() {
    JsonNode all = values("mood", "(last:60,order:ASC)", "{date value}");
    List<JsonNode> recorded = new ArrayList<>();
    all.forEach(
        day -> {
          if (!day.path("value").isNull()) {
            recorded.add(day);
          }
        });
    assertThat(recorded).hasSizeBetween(1, 59);
    assertThat(values("mood", "(last:60,order:ASC,skipEmpty:true)", "{date value}"))
        .containsExactlyElementsOf(recorded);
    Collections.reverse(recorded);
    assertThat(values("mood", "(last:60,skipEmpty:true)", "{date value}"))
        .containsExactlyElementsOf(recorded);
  }

  @Test
  void aDayBeginsAtTheUsersMidnightAlsoWhereTheClocksChange() {
    clock.set(Instant.parse("2026-10-05T12:30:00Z")); // Melbourne changed on the 4th
    List<String> starts = new ArrayList<>();
    values("steps", "(last:3,order:ASC)", "{startsAt}")
        .forEach(day -> starts.add(day.path("startsAt").asString()));
    assertThat(starts)
        .containsExactly(
            "2026-10-03T00:00:00+10:00", "2026-10-04T00:00:00+10:00", "2026-10-05T00:00:00+11:00");
    JsonNode old = values("steps", "(from:\"1890-01-01\",to:\"1890-01-01\")", "{startsAt}");
    OffsetDateTime start = OffsetDateTime.parse(old.at("/0/startsAt").asString());
    assertThat(start.getOffset().getTotalSeconds() % 60).isZero();
    assertThat(start.toInstant())
        .isEqualTo(
            LocalDate.of(1890, 1, 1).atStartOfDay(ZoneId.of("Australia/Melbourne")).toInstant());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aMovingAverageIsTheMeanOfTheDaysThatHaveAValue(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      begin();
      exist.options(round % 2 == 0 ? EXIST : EXIST.omittingEmptyDays());
      String attribute = ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
      int days = 1 + random.nextInt(random.nextBoolean() ? 8 : 90);
      LocalDate to = LocalDate.parse("2026-11-26").minusDays(random.nextInt(2_000));
      LocalDate from = to.minusDays(random.nextInt(40));
      JsonNode rows =
          values(
              attribute,
              "(from:\"" + from + "\",to:\"" + to + "\")",
              "{date movingAverage(days:" + days + ")}");
      Map<LocalDate, Double> numbers = numbers(attribute, from.minusDays(days - 1L), to);
      for (JsonNode row : rows) {
        LocalDate date = LocalDate.parse(row.path("date").asString());
        List<Double> spanned = new ArrayList<>();
        for (LocalDate day = date.minusDays(days - 1L); !day.isAfter(date); day = day.plusDays(1)) {
          if (numbers.get(day) != null) {
            spanned.add(numbers.get(day));
          }
        }
        Double mean =
            attribute.equals("sleep_start") || attribute.equals("sleep_end")
                ? PlainFigures.circularMean(spanned)
                : PlainFigures.mean(spanned);
        String what = attribute + " " + date + " over " + days;
        if (mean == null) {
          assertThat(row.path("movingAverage").isNull()).as(what).isTrue();
        } else {
          assertThat(row.path("movingAverage").asDouble()).as(what).isCloseTo(mean, within(1e-5));
        }
      }
    }
  }

  private Map<LocalDate, Double> numbers(String attribute, LocalDate from, LocalDate to) {
    Map<LocalDate, Double> numbers = new TreeMap<>();
    values(attribute, "(from:\"" + from + "\",to:\"" + to + "\")", "{date number}")
        .forEach(
            day ->
                numbers.put(
                    LocalDate.parse(day.path("date").asString()),
                    day.path("number").isNull() ? null : day.path("number").asDouble()));
    return numbers;
  }

  @Test
  void aMovingAverageReadsTheDaysThatItSpansAndNothingElse() {
    String query =
        "{me{attribute(name:\"weight\"){today{movingAverage}"
            + " values(last:%d){movingAverage(days:%d)}}}}";
    demo().query(query.formatted(50, 30)).withoutErrors();
    assertThat(sent()).hasSizeLessThanOrEqualTo(2);
    demo().query(query.formatted(60, 20)).withoutErrors();
    assertThat(sent()).as("79 days are cached").isEmpty();
    JsonNode plan =
        demo()
            .header("X-Exist-Explain", "true")
            .query(query.formatted(60, 120))
            .exist()
            .path("plan");
    assertThat(plan.path("cost").asInt()).isPositive();
    demo().query(query.formatted(60, 120)).withoutErrors();
    assertThat(sent()).hasSize(plan.path("cost").asInt());
  }

  @Test
  void aTextHasNoMovingAverageAndADayThatIsReachedByItsIdHas() {
    assertThat(values("mood_note", "(last:9)", "{movingAverage}"))
        .allMatch(day -> day.path("movingAverage").isNull());
    JsonNode row = values("steps", "(last:1,to:\"2026-10-01\")", "{id movingAverage}").path(0);
    assertThat(
            demo()
                .with("id", row.path("id").asString())
                .query("query($id:ID!){node(id:$id){...on DailyValue{movingAverage}}}")
                .withoutErrors()
                .at("node/movingAverage"))
        .isEqualTo(row.path("movingAverage"));
  }

  @Test
  void aMovingAverageOfAWrittenDayIncludesWhatWasWritten() {
    Reply reply =
        as("Bearer demo")
            .query(
                """
                mutation{updateAttributes(updates:[{name:"weight",date:"2026-11-20",value:1000}]){
                  results{value{movingAverage(days:1) week:movingAverage}}}}\
                """)
            .withoutErrors();
    JsonNode value = reply.at("updateAttributes/results/0/value");
    assertThat(value.path("movingAverage").asDouble()).isEqualTo(1000);
    assertThat(value.path("week").asDouble()).isBetween(150.0, 999.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3661", "2147483647"})
  void aLengthThatIsNoneIsRefusedBeforeAnythingIsSent(String days) {
    Reply reply =
        demo().query("{me{attribute(name:\"steps\"){values{movingAverage(days:" + days + ")}}}}");
    assertThat(reply.codes()).isNotEmpty().containsOnly("BAD_REQUEST");
    assertThat(sent()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void theDaysThatAreAveragedCountAsValues() {
    String query = "{me{attributes{today{movingAverage(days:2000)}}}}";
    demo().query("{me{attributes{name}}}").withoutErrors();
    sent();
    assertThat(demo().query(query).codes()).containsExactly("QUERY_TOO_COSTLY");
    assertThat(sent()).isEmpty();
  }

  @Test
  void whatReadsMayUseIsToldBesideWhatIsLeft() {
    JsonNode left =
        demo().query("{rateLimit{remaining remainingForReads}}").withoutErrors().at("rateLimit");
    assertThat(left.path("remainingForReads").asInt())
        .isEqualTo(left.path("remaining").asInt() - 20);
  }
}
