package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A gateway that runs one operation at once and answers 2 KB at most, before an Exist that holds
/// requests back until they are released, and then closes their connections.
class OverloadTest extends HttpFace {
  private static final HeldExist EXIST = new HeldExist();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("exist.api.base-url", EXIST::address);
    settings.add("exist.limits.operations", () -> 1);
    settings.add("exist.limits.response", () -> "2KB");
    settings.add("exist.limits.exchange-timeout", () -> "1m");
    settings.add("exist.limits.operation-timeout", () -> "1m");
  }

  @AfterAll
  static void stops() throws IOException {
    EXIST.close();
  }

  @Test
  void oneOperationMoreIsTurnedAwayUntilTheFirstIsDone() {
    var first = CompletableFuture.supplyAsync(this::me);
    EXIST.awaitRequest();
    HttpResponse<String> second = me();
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(code(second)).isEqualTo("OVERLOADED");
    assertThat(body(second).at("/errors/0/extensions/retryable").asBoolean()).isTrue();
    EXIST.release();
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(run("{__typename}").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> me() {
    return post("{\"query\":\"{me{username}}\"}", "Authorization", "Token a");
  }

  @Test
  void whatBecameOfAWriteIsToldHoweverLongThatIs() {
    String names = String.join(",", Collections.nCopies(100, "\\\"no name\\\""));
    var reply =
        post(
            "{\"query\":\"mutation{releaseAttributes(names:["
                + names
                + "]){results{name status error{reason code message}}}}\"}",
            "Authorization",
            "Token a");
    assertThat(reply.body()).hasSizeGreaterThan(2_048);
    assertThat(body(reply).at("/data/releaseAttributes/results")).hasSize(100);
  }

  @Test
  void anAnswerBeyondTheLimitIsReplacedByAnError() {
    assertThat(run("{__schema{queryType{name}}}").statusCode()).isEqualTo(200);
    var large = run("{__schema{types{name description}}}");
    assertThat(large.body()).hasSizeLessThan(2_048);
    assertThat(code(large)).isEqualTo("QUERY_TOO_COSTLY");
    assertThat(message(large)).startsWith("The answer is over the limit of 2048 bytes.");
    assertThat(body(large).path("data").isNull()).isTrue();
    assertThat(body(large).at("/extensions/exist/requests").isNumber()).isTrue();
  }
}
