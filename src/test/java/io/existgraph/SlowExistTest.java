package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// An answer that comes after the time of an exchange is kept for whoever asks next.
@Import(GivenTimer.class)
class SlowExistTest extends GatewayTest {
  private static final String QUERY = "{me{insights(first:1){nodes{text}}}}";

  @Autowired private ExchangeTimer timer;

  @BeforeEach
  void resetTimer() {
    timer.reset();
  }

  /// Holds the answer until the exchange has timed out, and then until the signal.
  private Sinks.One<Boolean> hold() {
    Sinks.One<Boolean> answer = Sinks.one();
    exist.fault(
        seen -> seen.target().contains("insights"),
        new InjectedFault.HeldResponse(timer.expiry().then(answer.asMono())));
    return answer;
  }

  @Test
  void theNextAskJoinsAnAnswerThatIsStillToComeAndHasItAfterwards() throws Exception {
    Sinks.One<Boolean> answer = hold();
    assertThat(demo().query(QUERY).codes()).containsExactly("UPSTREAM_TIMEOUT");
    CompletableFuture<Reply> second = CompletableFuture.supplyAsync(() -> demo().query(QUERY));
    var _ = Mono.delay(java.time.Duration.ofMillis(200)).subscribe(_ -> answer.tryEmitValue(true));
    Reply joined = second.get().withoutErrors();
    assertThat(joined.at("me/insights/nodes")).hasSize(1);
    assertThat(joined.exist().path("requests").asInt()).isZero();
    Reply after = demo().query(QUERY).withoutErrors();
    assertThat(after.exist().path("requests").asInt()).isZero();
    assertThat(sent()).hasSize(1);
    assertThat(after.exist().at("/rateLimit/remaining").asInt()).isEqualTo(299);
  }

  @Test
  void aWriteInBetweenDiscardsTheLateAnswer() {
    Sinks.One<Boolean> answer = hold();
    assertThat(as("Bearer demo").query(QUERY).codes()).containsExactly("UPSTREAM_TIMEOUT");
    as("Bearer demo")
        .query(
            "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-24\",value:7}])"
                + "{results{status}}}")
        .withoutErrors();
    exist.clearFaults();
    sent();
    as("Bearer demo").query(QUERY).withoutErrors();
    assertThat(sent()).hasSize(1);
    answer.tryEmitValue(true);
  }
}
