package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What is remembered how long, and what happens when the hour is spent.
class MemoryAndBudgetTest extends GatewayTest {
  private static final String TODAY = "{me{username attributes{name value}}}";
  private static final String DASHBOARD =
      """
      {me{username attributes{name value values(last:7){date value} average{overall}}
        insights(first:5){nodes{text}}}}\
      """;
  private static final CallerId DEMO = new Credential("Token demo").callerId();

  /// The request that brings today's values.
  protected String readOfToday() {
    return "GET /api/1/users/$self/today/";
  }

  /// How many requests today costs on an empty memory.
  protected int costOfToday() {
    return 1;
  }

  /// When the oldest part of today was fetched that was read at 02:00 and again at 02:11.
  protected String oldestPart() {
    return "2026-11-24T02:11:00Z";
  }

  /// A list of attributes.
  protected int costOfAnUnknownName() {
    return 1;
  }

  private void spendAllBut(int left) {
    int take = budget.status(DEMO).readable() - left;
    Spending.spend(budget, DEMO, take);
  }

  /// Two years are eight pages, four of which are requested before it is known whether older ones
  /// are needed.
  @Test
  void whatMayNeedMoreThanIsLeftSpendsNothing() {
    String years =
        "{me{attribute(name:\"steps\"){values(from:\"2024-01-01\",to:\"2025-12-31\"){value}}}}";
    demo().query("{me{username attributes{name}}}").withoutErrors();
    sent();
    spendAllBut(5);
    Reply plan = demo().header("X-Exist-Explain", "true").query(years).withoutErrors();
    assertThat(plan.exist().at("/plan/allowed").asBoolean(true)).isFalse();
    assertThat(demo().query(years).codes()).containsExactly("RATE_LIMITED");
    assertThat(sent()).isEmpty();
    assertThat(budget.status(DEMO).readable()).isEqualTo(5);
  }

  @Test
  void whatFollowsIsGivenBackWhereItIsNotNeeded() {
    String years =
        "{me{attribute(name:\"steps\"){values(from:\"2024-01-01\",to:\"2025-12-31\"){value}}}}";
    demo().query("{me{username attributes{name}}}").withoutErrors();
    sent();
    int before = budget.status(DEMO).readable();
    demo().query(years).withoutErrors();
    assertThat(before - budget.status(DEMO).readable()).isEqualTo(sent().size());
  }

  @Test
  void anExpiredAnswerIsGivenAtOnceAndRefreshedBehindTheCallersBack() {
    demo().query(TODAY);
    sent();
    clock.pass(Duration.ofMinutes(6));
    Reply reply = demo().query(TODAY).withoutErrors();
    assertThat(reply.exist().path("requests").asInt()).isZero();
    assertThat(reply.exist().path("stale").asBoolean()).isFalse();
    assertThat(reply.exist().path("asOf").asString()).isEqualTo("2026-11-24T02:00:00Z");
    while (exist.requests().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(sent()).containsExactly(readOfToday());
  }

  @Test
  void anOlderAnswerIsWaitedForAndStandsInWhenExistFails() {
    demo().query(TODAY);
    clock.pass(Duration.ofMinutes(11));
    demo().query(TODAY).withoutErrors();
    assertThat(sent()).hasSize(costOfToday() + 1);
    clock.pass(Duration.ofMinutes(11));
    exist.fault(_ -> true, InjectedFault.html(500));
    Reply reply = demo().query(TODAY).withoutErrors();
    assertThat(reply.exist().path("stale").asBoolean()).isTrue();
    assertThat(reply.exist().path("asOf").asString()).isEqualTo(oldestPart());
    clock.pass(Duration.ofHours(7));
    assertThat(demo().query(TODAY).codes()).contains("UPSTREAM_ERROR");
  }

  @Test
  void afterMidnightTodaysValueDoesNotStandInButLabelsDo() {
    clock.set(NOON.plus(Duration.ofHours(10).plusMinutes(55))); // 23:55 in Melbourne
    demo().query("{me{today attributes{label value}}}").withoutErrors();
    clock.pass(Duration.ofMinutes(10));
    exist.fault(_ -> true, InjectedFault.html(500));
    Reply reply = demo().query("{me{today attribute(name:\"steps\"){label value}}}");
    assertThat(reply.at("me/today").asString()).isEqualTo("2026-11-25");
    assertThat(reply.at("me/attribute/label").asString()).isEqualTo("Steps");
    assertThat(reply.at("me/attribute/value").isNull()).isTrue();
    assertThat(reply.codes()).containsExactly("UPSTREAM_ERROR");
  }

  @Test
  void noCacheReadsAfreshAndFallsBackOnMemory() {
    demo().query(TODAY);
    sent();
    demo().header("Cache-Control", "No-Cache").query(TODAY).withoutErrors();
    assertThat(sent()).hasSize(costOfToday());
    exist.fault(_ -> true, InjectedFault.html(500));
    Reply reply = demo().header("Cache-Control", "no-cache").query(TODAY).withoutErrors();
    assertThat(reply.at("me/username").asString()).isEqualTo("demo");
  }

  @Test
  void anOldValueOfTheLastDaysIsStaleEvenWhileTodayIsNotKnown() {
    String days =
        "{me{attribute(name:\"steps\"){values(from:\"2026-11-20\",to:\"2026-11-21\"){value}}}}";
    assertThat(demo().query(days).withoutErrors().exist().path("stale").asBoolean()).isFalse();
    clock.pass(Duration.ofMinutes(11));
    exist.fault(_ -> true, InjectedFault.html(500));
    Reply reply = demo().query(days).withoutErrors();
    assertThat(reply.at("me/attribute/values/0/value").isNull()).isFalse();
    assertThat(reply.exist().path("stale").asBoolean()).isTrue();
  }

  @Test
  void anOldCorrelationOfAPairIsStaleToo() {
    String pair = "{me{attribute(name:\"steps\"){correlation(with:\"mood\"){value}}}}";
    Reply fresh = demo().query(pair).withoutErrors();
    assertThat(fresh.at("me/attribute/correlation/value").isNull()).isFalse();
    assertThat(fresh.exist().path("asOf").asString()).isEqualTo(NOON.toString());
    clock.pass(Duration.ofHours(13));
    exist.fault(_ -> true, InjectedFault.html(500));
    assertThat(demo().query(pair).withoutErrors().exist().path("stale").asBoolean()).isFalse();
    Reply old = demo().header("Cache-Control", "no-cache").query(pair).withoutErrors();
    assertThat(old.at("me/attribute/correlation")).isEqualTo(fresh.at("me/attribute/correlation"));
    assertThat(old.exist().path("stale").asBoolean()).isTrue();
    assertThat(old.exist().path("asOf").asString()).isEqualTo(NOON.toString());
  }

  @Test
  void aLaterPageThatIsOldIsStale() {
    String all =
        "query($after:String){me{insights(first:100,after:$after){nodes{text}"
            + " pageInfo{endCursor}}}}";
    String cursor = demo().query(all).at("me/insights/pageInfo/endCursor").asString();
    demo().with("after", cursor).query(all).withoutErrors();
    clock.pass(Duration.ofMinutes(40));
    demo().query(all).withoutErrors();
    exist.fault(_ -> true, InjectedFault.html(500));
    Reply reply = demo().with("after", cursor).query(all).withoutErrors();
    assertThat(reply.at("me/insights/nodes")).isNotEmpty();
    assertThat(reply.exist().path("stale").asBoolean()).isTrue();
    assertThat(reply.exist().path("asOf").asString()).isEqualTo(NOON.toString());
  }

  @Test
  void anOldListMakesNothingStaleThatWasJustRead() {
    demo().query("{me{attributes(groups:[\"activity\"]){name label}}}").withoutErrors();
    clock.pass(Duration.ofHours(49));
    Reply reply =
        demo()
            .query(
                """
                {me{attributes(names:["steps"]){name label
                  values(from:"2026-08-01",to:"2026-08-02"){value}}}}\
                """)
            .withoutErrors();
    assertThat(reply.exist().path("stale").asBoolean()).isFalse();
    assertThat(reply.exist().path("asOf").asString()).isEqualTo(clock.instant().toString());
  }

  @Test
  void halfADashboardIsNotBoughtWithTheLastRequests() {
    spendAllBut(3);
    Reply reply = demo().query(DASHBOARD);
    assertThat(reply.codes()).isNotEmpty().containsOnly("RATE_LIMITED");
    assertThat(reply.json().at("/errors/0/extensions/retryAfterSeconds").asInt()).isPositive();
    assertThat(sent()).isEmpty();
    demo().query(TODAY).withoutErrors();
    assertThat(sent()).hasSize(costOfToday());
  }

  @Test
  void beforeARefusalOnlyWhatTellsTheSizeIsRead() {
    spendAllBut(3);
    Reply reply =
        demo()
            .query(
                """
                {me{username attributes{name values(last:31){value} average{overall}
                  correlations(first:1){nodes{value}} insights(first:1){nodes{text}}}}}\
                """);
    assertThat(reply.codes()).isNotEmpty().containsOnly("RATE_LIMITED");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void whenTheHourIsSpentOldAnswersStandIn() {
    demo().query(DASHBOARD).withoutErrors();
    clock.pass(Duration.ofMinutes(40));
    sent();
    spendAllBut(0);
    Reply reply = demo().query(DASHBOARD).withoutErrors();
    assertThat(reply.exist().path("stale").asBoolean()).isTrue();
    assertThat(sent()).isEmpty();
  }

  @Test
  void twoCredentialsShareNothing() {
    demo().query(TODAY);
    sent();
    as("Bearer demo").query(TODAY).withoutErrors();
    assertThat(sent()).hasSize(costOfToday());
    assertThat(as("Token demo2").query(TODAY).at("me/username").asString()).isEqualTo("demo2");
  }

  @Test
  void anUnknownAttributeIsLookedForAgainAfterAWhile() {
    String query = "{me{attribute(name:\"nothing\"){label}}}";
    assertThat(demo().query(query).withoutErrors().at("me/attribute").isNull()).isTrue();
    demo().query(query);
    assertThat(sent()).hasSize(costOfAnUnknownName());
    clock.pass(Duration.ofMinutes(11));
    demo().query(query);
    assertThat(sent()).hasSize(1);
  }
}
