package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.ready.ReadyAnswers;
import io.existgraph.simulator.InjectedFault;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Which requests are answered by ready answers, what is counted of them, and what is not kept.
class ReadyAnswersTest extends GatewayTest {
  private static final String DASHBOARD =
      "{me{username localTime today attributes{name value values(last:7){date value}}"
          + " averages{overall}}}";

  @Autowired private MeterRegistry meters;
  @Autowired private ReadyAnswers ready;

  @BeforeEach
  void letLocalTimesDifferFromOtherMoments() {
    clock.pass(Duration.ofMillis(1234));
  }

  private double hits() {
    return meters.get("existgraph.ready").tag("result", "hit").counter().count();
  }

  private void warm(Ask... asks) {
    for (Ask ask : asks) {
      ask.query(DASHBOARD).withoutErrors();
      ask.query(DASHBOARD).withoutErrors();
    }
  }

  @Test
  void theThirdOfEqualRequestsIsReady() {
    double before = hits();
    Reply first = demo().query(DASHBOARD).withoutErrors();
    Reply second = demo().query(DASHBOARD).withoutErrors();
    assertThat(hits() - before).isZero();
    Reply third = demo().query(DASHBOARD).withoutErrors();
    assertThat(hits() - before).isEqualTo(1);
    assertThat(third.json()).isEqualTo(second.json());
    assertThat(first.exist()).isNotEqualTo(second.exist());
  }

  @Test
  void eachCallerHasItsOwnAnswers() {
    warm(demo(), as("Token demo2"));
    double before = hits();
    for (String caller : List.of("Token demo", "token   demo", "TOKEN\tdemo")) {
      assertThat(as(caller).query(DASHBOARD).at("me/username").asString()).isEqualTo("demo");
    }
    assertThat(as("Token demo2").query(DASHBOARD).at("me/username").asString()).isEqualTo("demo2");
    assertThat(hits() - before).isEqualTo(4);
    assertThat(as("Token demo3").query(DASHBOARD).codes()).contains("UNAUTHENTICATED");
    assertThat(new Ask().query(DASHBOARD).codes()).contains("UNAUTHENTICATED");
    assertThat(hits() - before).isEqualTo(4);
  }

  @Test
  void noAnswerIsOlderThanAWriteOfEitherCredential() {
    String read = "{me{attribute(name:\"mood\"){value}}}";
    for (int value = 1; value < 9; value++) {
      for (String caller : List.of("Token demo", "Bearer demo")) {
        for (int i = 0; i < 3; i++) {
          as(caller).query(read);
        }
      }
      as("Bearer demo")
          .with("v", value)
          .query(
              "mutation($v:AttributeValue!){updateAttributes(updates:[{name:\"mood\",value:$v}])"
                  + "{results{status}}}")
          .withoutErrors();
      for (String caller : List.of("Token demo", "Bearer demo")) {
        assertThat(as(caller).query(read).at("me/attribute/value").asInt()).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Cache-Control, no-cache",
    "X-Exist-Trace, true",
    "X-Exist-Explain, true",
    "Content-Encoding, identity",
    "Authorization, Token demo",
    "Origin, https://elsewhere.example",
    "Accept-Encoding, identity;q=0.5",
    "traceparent, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
  })
  void anUnusualRequestIsExecuted(String name, String value) {
    warm(demo());
    double before = hits();
    for (int i = 0; i < 4; i++) {
      demo().header(name, value).query(DASHBOARD);
    }
    assertThat(hits() - before).isZero();
  }

  @Test
  void staleAndFailedAnswersAreExecutedEachTime() {
    warm(demo());
    clock.pass(Duration.ofMinutes(11));
    exist.fault(_ -> true, InjectedFault.html(500));
    double before = hits();
    for (int i = 0; i < 4; i++) {
      assertThat(demo().query(DASHBOARD).exist().path("stale").asBoolean()).isTrue();
      assertThat(as("Token demo2").query(DASHBOARD).codes()).isNotEmpty();
    }
    assertThat(hits() - before).isZero();
  }

  @Test
  void aReadyAnswerCountsAsTheExecutedOne() {
    demo().query(DASHBOARD);
    double[] before = counts();
    demo().query(DASHBOARD);
    double[] executed = counts();
    double ready = hits();
    demo().query(DASHBOARD);
    demo().query("{__typename}"); // after the observation of the former one has ended
    double[] repeated = counts();
    assertThat(hits() - ready).isEqualTo(1);
    for (int i = 0; i < before.length; i++) {
      assertThat(repeated[i] - executed[i]).as("meter " + i).isEqualTo(executed[i] - before[i]);
    }
    assertThat(executed[0] - before[0]).isPositive();
  }

  /// Answers from memory, and operations.
  private double[] counts() {
    return new double[] {
      meters.find("existgraph.answers").tag("from", "memory").counters().stream()
          .mapToDouble(counter -> counter.count())
          .sum()
    };
  }

  @Test
  void requestsAreTimedAsTheirObservationsWould() {
    warm(demo());
    demo().query("{__typename}");
    double before = timed("http.server.requests") + timed("graphql.request");
    double ready = hits();
    for (int i = 0; i < 5; i++) {
      demo().query(DASHBOARD);
    }
    assertThat(hits() - ready).isEqualTo(5);
    Awaitility.await() // they are counted once they are sent
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(timed("http.server.requests") + timed("graphql.request") - before)
                    .isGreaterThanOrEqualTo(10));
  }

  private double timed(String name) {
    return meters.find(name).timers().stream().mapToDouble(timer -> timer.count()).sum();
  }

  @Test
  void theBoundOfBytesHolds() {
    long largest = 0;
    for (int i = 1; i < 90; i++) {
      String document = DASHBOARD.replace("last:7", "last:" + i);
      demo().query(document);
      demo().query(document);
      largest = Math.max(largest, ready.weight());
    }
    assertThat(largest).isPositive().isLessThanOrEqualTo(16 << 20);
  }
}
