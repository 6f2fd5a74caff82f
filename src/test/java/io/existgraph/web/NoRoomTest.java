package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A gateway with room for 100 values in all operations that run, before an Exist that hangs.
class NoRoomTest extends HttpFace {
  private static final ServerSocket EXIST = listen();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("exist.api.base-url", () -> "http://127.0.0.1:" + EXIST.getLocalPort());
    settings.add("exist.limits.values-in-flight", () -> 100);
    settings.add("exist.limits.exchange-timeout", () -> "2s");
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @AfterAll
  static void stops() throws IOException {
    EXIST.close();
  }

  @Test
  void anOperationForWhichThereIsNoRoomIsTurnedAwayUntilAnotherIsDone() throws IOException {
    var first = CompletableFuture.supplyAsync(() -> days(100));
    try (var hanging = EXIST.accept()) {
      assertThat(hanging.isConnected()).isTrue();
      assertTurnedAway(days(1));
      assertTurnedAway(written(1));
      assertThat(run("{__typename}").statusCode()).isEqualTo(200);
      assertThat(first.join().statusCode()).isEqualTo(200);
    }
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
