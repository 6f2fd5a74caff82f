package io.existgraph.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GatewayTest;
import io.existgraph.caller.CallerId;
import io.existgraph.caller.Credential;
import io.existgraph.demo.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// An Exist that is down is left alone for a while; one that refuses a caller is not down.
class BreakerTest extends GatewayTest {
  private static final CallerId DEMO = new Credential("Token demo").callerId();
  private static final String ONE = "{me{averages{overall}}}";

  private void ask(int times) {
    for (int i = 0; i < times; i++) {
      demo().query(ONE);
    }
  }

  @Test
  void afterManyFailuresNothingIsSentUntilThreeMayTry() {
    exist.fault(_ -> true, Fault.html(500));
    ask(20);
    sent();
    assertThat(demo().query(ONE).codes()).containsExactly("UPSTREAM_UNAVAILABLE");
    Told write =
        as("Bearer demo")
            .query(
                "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-01\",value:3}])"
                    + "{results{status}}}");
    assertThat(write.at("updateAttributes/results/0/status").asString()).isEqualTo("NOT_SENT");
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofSeconds(11));
    exist.heal();
    demo().query(ONE).withoutErrors();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void nothingIsSpentWhileItIsOpen() {
    exist.fault(_ -> true, Fault.html(500));
    ask(25);
    int before = budget.allowance(DEMO).used();
    ask(10);
    assertThat(budget.allowance(DEMO).used()).isEqualTo(before);
  }

  @Test
  void refusalsOfACallerShutNobodyOut() {
    exist.fault(it -> "Token bad".equals(it.authorization()), Fault.json(403, "{}"));
    for (int i = 0; i < 60; i++) {
      as("Token bad").query(ONE);
    }
    demo().query(ONE).withoutErrors();
  }

  @Test
  void anExistThatFailsEverybodyIsAskedATenthMoreAtMost() {
    exist.fault(_ -> true, Fault.html(503));
    ask(12);
    assertThat(sent()).hasSizeLessThanOrEqualTo(12 + 10 + 1);
  }
}
