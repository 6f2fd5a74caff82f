package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Requests that bring nothing are not sent, and what was paid for is kept.
@TestPropertySource(properties = "exist.cache.no-cache-floor=30s")
class PaidOnceTest extends GatewayTest {
  private static final String TEN_YEARS =
      "{me{attribute(name:\"steps\"){values(last:3660){date value}}}}";

  /// How many requests the insights of one priority cost.
  protected int costOfOnePriority() {
    return 8;
  }

  protected String insightsOfOnePriority() {
    return "GET /api/1/users/$self/insights/?limit=100";
  }

  @Test
  void historyBeforeTheFirstValueCostsNothing() {
    Reply reply = demo().query(TEN_YEARS).withoutErrors();
    assertThat(reply.at("me/attribute/values")).hasSize(3_660);
    assertThat(reply.at("me/attribute/values/3659/value").isNull()).isTrue();
    int days =
        (int) reply.all("me/attribute/values", "value").stream().filter(v -> !v.isEmpty()).count();
    assertThat(days).isGreaterThan(300);
    assertThat(sent()).hasSizeLessThanOrEqualTo(2 + 4 * Math.ceilDiv(days, 400));
    demo().query(TEN_YEARS).withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @Test
  void aLongHistoryIsPricedAsIfItWereFull() {
    Reply reply = demo().header("X-Exist-Explain", "true").query(TEN_YEARS);
    assertThat(reply.exist().at("/plan/cost").asInt()).isEqualTo(38);
    assertThat(reply.exist().at("/plan/exact").asBoolean()).isFalse();
    assertThat(reply.exist().at("/plan/allowed").asBoolean()).isTrue();
  }

  @Test
  void anEmptyPageWithoutASuccessorEndsTheHistory() {
    exist.fault(
        seen -> seen.target().contains("steps"),
        InjectedFault.json(200, "{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}"));
    Reply reply = demo().query(TEN_YEARS).withoutErrors();
    assertThat(reply.all("me/attribute/values", "value")).hasSize(3_660).containsOnly("");
    assertThat(sent()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void insightsOfOnePriorityCost() {
    String query = "{me{insights(first:100,priority:WEEK){nodes{type{priority}}}}}";
    Reply reply = demo().query(query).withoutErrors();
    assertThat(reply.at("me/insights/nodes").findValuesAsString("priority"))
        .isNotEmpty()
        .containsOnly("WEEK");
    assertThat(sent()).hasSize(costOfOnePriority()).contains(insightsOfOnePriority());
  }

  @Test
  void aPageThatRepeatsTheOneBeforeEndsTheReading() {
    String row =
        "{\"created\":\"2026-11-20T00:00:00Z\",\"text\":\"%d\",\"type\":{\"name\":\"t%d\",\"priority\":2}}";
    String page =
        "{\"next\":\"http://127.0.0.1/?page=2\",\"results\":["
            + row.formatted(1, 1)
            + ","
            + row.formatted(2, 2)
            + "]}";
    exist.fault(seen -> seen.target().contains("insights"), InjectedFault.json(200, page));
    Reply reply = demo().query("{me{insights(first:60){nodes{text}}}}");
    assertThat(reply.codes()).containsExactly("UPSTREAM_BAD_RESPONSE");
    assertThat(sent()).hasSize(2);
  }

  @Test
  void aYearOfEverythingIsPaidForOnce() {
    Reply names = demo().query("{me{attributes{name}}}").withoutErrors();
    int all = names.at("me/attributes").size();
    for (int from = 0; from < all; from += 10) {
      String some =
          String.join(
              "\",\"", names.all("me/attributes", "name").subList(from, Math.min(all, from + 10)));
      demo().query(yearOf(some)).withoutErrors();
    }
    sent();
    for (int from = 0; from < all; from += 10) {
      String some =
          String.join(
              "\",\"", names.all("me/attributes", "name").subList(from, Math.min(all, from + 10)));
      Reply again = demo().query(yearOf(some)).withoutErrors();
      assertThat(again.exist().path("requests").asInt()).isZero();
    }
    assertThat(sent()).isEmpty();
  }

  private static String yearOf(String names) {
    return "{me{attributes(names:[\"" + names + "\"]){name values(last:365){value}}}}";
  }

  @Test
  void whatIsRefusedForItsSizeIsRefusedAfterOneReading() {
    StringBuilder lists = new StringBuilder();
    for (int i = 0; i < 46; i++) {
      lists.append("a").append(i).append(":values(last:31){value}");
    }
    for (String tooMuch :
        new String[] {
          "{me{attributes{" + lists + "b:values(last:30){value} average{overall}}}}",
          "{me{attributes{values(last:3660){value}} averages{overall} insights{nodes{text}}}}",
          "{me{attributes{values(last:1500){value}} correlations{nodes{value}}}}",
          "{me{groups{attributes{" + lists + "b:values(last:30){value}}}}}",
        }) {
      forget("Token demo");
      assertThat(demo().query(tooMuch).codes()).as(tooMuch).contains("QUERY_TOO_COSTLY");
      assertThat(sent()).as(tooMuch).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void noCacheReadsAfreshOnlyWhatIsOlderThanTheFloor() {
    String query = "{me{insights(first:1){nodes{text}}}}";
    demo().query(query).withoutErrors();
    sent();
    clock.pass(Duration.ofSeconds(29));
    Reply reply = demo().header("Cache-Control", "no-cache").query(query).withoutErrors();
    assertThat(reply.exist().path("stale").asBoolean()).isFalse();
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    demo().header("Cache-Control", "no-cache").query(query).withoutErrors();
    assertThat(sent()).hasSize(1);
  }
}
