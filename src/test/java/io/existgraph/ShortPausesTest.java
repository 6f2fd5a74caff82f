package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.simulator.ExistSimulator.RecordedRequest;
import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/// Pauses of a second that Exist asks for with a 429, while the given time passes.
class ShortPausesTest extends GatewayTest {
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration PASSED = Duration.ofMillis(25); // about as long as a tick takes
  private static final String CREDENTIAL = "Bearer demo";
  private static final CallerId CALLER = new Credential(CREDENTIAL).callerId();
  private static final String WRITE =
      "mutation{updateAttributes(updates:[{name:\"mood\",value:4,date:\"2026-11-24\"}])"
          + "{results{status value{value}} user{username}}}";

  private Disposable ticking;

  @BeforeEach
  void letTimePass() {
    // a tick after the other: where the machine stands still, so does the given time
    ticking = Mono.delay(TICK).doOnNext(_ -> clock.pass(PASSED)).repeat().subscribe();
  }

  @AfterEach
  void stopTime() {
    ticking.dispose();
  }

  private void throttle(String method, int times, int seconds) {
    AtomicInteger left = new AtomicInteger(times);
    exist.fault(
        request -> isThrottled(request, method, left),
        new InjectedFault.FixedResponse(
            429, "application/json", "{}", Map.of("Retry-After", String.valueOf(seconds))));
  }

  private static boolean isThrottled(RecordedRequest request, String method, AtomicInteger left) {
    return request.line().startsWith(method) && left.getAndDecrement() > 0;
  }

  private long posts() {
    return sent().stream().filter(line -> line.startsWith("POST")).count();
  }

  @Test
  void anOperationThatBeginsInOneWaitsForItsEnd() {
    budget.refused(CALLER, Duration.ofSeconds(1));
    Reply reply = as(CREDENTIAL).query("{me{username averages{overall}}}").withoutErrors();
    assertThat(reply.at("me/username").asString()).isEqualTo("demo");
    assertThat(reply.exist().path("stale").asBoolean(true)).isFalse();
  }

  @Test
  void aThrottledWriteIsSentAgain() {
    throttle("POST", 2, 1);
    Reply reply = as(CREDENTIAL).query(WRITE).withoutErrors();
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("APPLIED");
    assertThat(reply.at("updateAttributes/results/0/value/value").asInt()).isEqualTo(4);
    assertThat(posts()).isEqualTo(3);
  }

  @Test
  void aWriteThatBeginsInOneWaitsForItsEnd() {
    as(CREDENTIAL).query("{me{username attributes{name}}}").withoutErrors();
    budget.refused(CALLER, Duration.ofSeconds(1));
    Reply reply = as(CREDENTIAL).query(WRITE).withoutErrors();
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("APPLIED");
    assertThat(posts()).isEqualTo(1);
  }

  /// No write is begun later than seven seconds into its operation.
  @Test
  void aWriteIsNotWaitedForBeyondItsTime() {
    throttle("POST", 20, 2);
    Reply reply = as(CREDENTIAL).query(WRITE);
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("NOT_SENT");
    assertThat(posts()).isBetween(2L, 4L);
  }

  @Test
  void aLongerPauseIsNotWaitedFor() {
    throttle("POST", 20, 30);
    Reply reply = as(CREDENTIAL).query(WRITE);
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("NOT_SENT");
    assertThat(posts()).isEqualTo(1);
    assertThat(as(CREDENTIAL).query("{me{averages{overall}}}").codes())
        .containsExactly("RATE_LIMITED");
  }
}
