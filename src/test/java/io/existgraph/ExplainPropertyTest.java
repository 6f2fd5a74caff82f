package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a plan says of random operations, on an empty cache and on a filled one, for accounts of
/// few and of many attributes, holds when they are run.
class ExplainPropertyTest extends GatewayTest {
  private static final String CALLER = "Bearer demo";
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final List<Integer> SIZES =
      List.of(1, 2, 12, 30, 35, 99, 100, 101, 130, 200, 201, 320);
  private static final int ACCOUNTS = Boolean.getBoolean("soak") ? 100 : 6;
  private static final int MAX_BYTES = 16 * 1_024;

  private Random random;
  private RandomOperations operations;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatAPlanSaysHolds(long seed) {
    random = new Random(seed);
    operations = new RandomOperations(random, TODAY, version().equals("v2"));
    for (int account = 0; account < ACCOUNTS; account++) {
      begin();
      exist.track("demo", SIZES.get(random.nextInt(SIZES.size())));
      if (random.nextBoolean()) {
        exist.options(EXIST.omittingEmptyDays());
      }
      if (random.nextInt(3) == 0) {
        int spent = List.of(150, 240, 270, 278).get(random.nextInt(4));
        Spending.spend(budget, new Credential(CALLER).callerId(), spent);
      }
      for (int step = 0; step < 4; step++) {
        check(random.nextInt(5) == 0 ? operations.mutation() : operations.query());
      }
    }
  }

  /// While the zone is unknown, today may be two or three dates, depending on the hour.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{me{attributes{values(last:31){value}}"
            + " attribute(name:\"steps\"){values(last:32){value}}}}",
        "{me{attributes{values(last:31){value}}"
            + " attribute(name:\"steps\"){values(last:33){value}}}}",
        "{me{attribute(name:\"steps\"){values(last:32,to:\"2026-11-24\"){value}}"
            + " a:attribute(name:\"sleep\"){values(last:31){value}}}}",
        "{me{attributes{values(last:31){value}}"
            + " attribute(name:\"steps\"){values(from:\"2026-10-24\"){value}}}}",
        "{me{attributes{values(last:7){value}}"
            + " attribute(name:\"steps\"){streak(last:32){current{days}}}}}"
      })
  void aPlanHoldsAtEveryHour(String query) {
    for (int hour = 0; hour < 24; hour++) {
      begin();
      clock.set(NOON.plus(Duration.ofHours(hour)));
      check(query);
    }
  }

  private void check(String operation) {
    Reply explained = as(CALLER).header("X-Exist-Explain", "true").query(operation);
    JsonNode plan = explained.exist().path("plan");
    assertThat(sent()).as(operation).isEmpty();
    assertThat(explained.json().toString().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(MAX_BYTES);
    Reply reply = as(CALLER).query(operation);
    List<String> sent = sent();
    String what = "%s%n%s%n%s%n%s".formatted(operation, plan, sent, reply.json().path("errors"));
    int cost = plan.path("cost").asInt();
    assertThat(sent.size()).as(what).isLessThanOrEqualTo(cost);
    if (plan.path("allowed").asBoolean()) {
      assertThat(reply.codes()).as(what).isEmpty();
      assertThat(plan.path("exact").asBoolean() ? sent.size() : cost).as(what).isEqualTo(cost);
    } else {
      assertThat(plan.path("reason").asString()).as(what).isNotBlank();
    }
    if (reply.codes().contains("QUERY_TOO_COSTLY") && operation.startsWith("{")) {
      assertThat(sent).as(what).hasSizeLessThanOrEqualTo(1);
    }
  }
}
