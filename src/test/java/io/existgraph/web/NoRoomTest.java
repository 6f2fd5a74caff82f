package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A gateway with room for 100 values in all operations that run, before an Exist that holds
/// requests back until they are released, and then closes their connections.
class NoRoomTest extends HttpFace {
  private static final HeldExist EXIST = new HeldExist();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("exist.api.base-url", EXIST::address);
    settings.add("exist.limits.values-in-flight", () -> 100);
    settings.add("exist.limits.exchange-timeout", () -> "1m");
    settings.add("exist.limits.operation-timeout", () -> "1m");
  }

  @AfterAll
  static void stops() throws IOException {
    EXIST.close();
  }

  @Test
  void anOperationForWhichThereIsNoRoomIsTurnedAwayUntilAnotherIsDone() {
    var first = CompletableFuture.supplyAsync(() -> days(100));
    EXIST.awaitRequest();
    assertTurnedAway(days(1));
    assertTurnedAway(written(1));
    assertThat(run("{__typename}").statusCode()).isEqualTo(200);
    EXIST.release();
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(days(100).statusCode()).isEqualTo(200);
    assertTurnedAway(days(101));
    assertTurnedAway(written(100));
  }

  private static void assertTurnedAway(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(code(response)).isEqualTo("OVERLOADED");
    assertThat(body(response).has("data")).isFalse();
  }

  private HttpResponse<String> days(int count) {
    return asked("{me{attribute(name:\\\"steps\\\"){values(last:" + count + "){value}}}}");
  }

  private HttpResponse<String> written(int days) {
    return asked(
        "mutation{updateAttributes(updates:[{name:\\\"mood\\\",date:\\\"2026-11-24\\\",value:7}])"
            + "{results{status} user{attribute(name:\\\"steps\\\"){values(last:"
            + days
            + "){value}}}}}");
  }

  private HttpResponse<String> asked(String document) {
    return post("{\"query\":\"" + document + "\"}", "Authorization", "Token a");
  }
}
