package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.ready.ReadyAnswers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// When a repeated request is answered by a ready answer.
class ReadyAnswersTest extends GatewayTest {
  private static final String DASHBOARD =
      "{me{username localTime today attributes{name value values(last:7){date value}}"
          + " averages{overall}}}";

  @Autowired private MeterRegistry meters;
  @Autowired private ReadyAnswers ready;

  private double hits() {
    return meters.get("existgraph.ready").tag("result", "hit").counter().count();
  }

  @Test
  void theThirdOfEqualRequestsIsReady() {
    clock.pass(Duration.ofMillis(1234));
    double before = hits();
    Told first = demo().query(DASHBOARD).withoutErrors();
    Told second = demo().query(DASHBOARD).withoutErrors();
    assertThat(hits() - before).isZero();
    Told third = demo().query(DASHBOARD).withoutErrors();
    meters
        .getMeters()
        .forEach(
            m -> {
              if (m.getId().getName().startsWith("http.server")
                  || m.getId().getName().startsWith("graphql")
                  || m.getId().getName().startsWith("existgraph.ready"))
                System.err.println(m.getId() + " " + m.measure());
            });
    assertThat(hits() - before).isEqualTo(1);
    assertThat(third.json()).isEqualTo(second.json());
    assertThat(first.exist()).isNotEqualTo(second.exist());
  }
}
