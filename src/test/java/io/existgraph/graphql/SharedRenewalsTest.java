package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.exist.AccessToken;
import io.existgraph.exist.Failure;
import io.existgraph.exist.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SharedRenewalsTest {
  private static final TokenRequest.TokenRefresh OLD =
      new TokenRequest.TokenRefresh("old", "i", "s");
  private static final AccessToken NEW = new AccessToken("Bearer", "new", "next", null, null);

  private final GivenClock clock = GivenClock.at("2026-11-24T02:00:00Z");
  private final TokenRenewals renewals = new TokenRenewals(clock);
  private final AtomicInteger exchanges = new AtomicInteger();
  private final List<AccessToken> received = new ArrayList<>();
  private final List<Throwable> errors = new ArrayList<>();

  private void renew(TokenRequest.TokenRefresh request, Mono<AccessToken> answer) {
    renewals
        .renew(
            request,
            () -> {
              exchanges.incrementAndGet();
              return answer;
            })
        .subscribe(received::add, errors::add);
  }

  @Test
  void thoseAtOnceAreOneExchangeAndAllHaveItsAnswer() {
    Sinks.One<AccessToken> answer = Sinks.one();
    renew(OLD, answer.asMono());
    renew(OLD, Mono.error(new AssertionError()));
    renew(
        new TokenRequest.TokenRefresh("old", "i", "wrong"),
        Mono.error(new Failure.InvalidClient(401).asException()));
    assertThat(exchanges).hasValue(2);
    answer.tryEmitValue(NEW);
    assertThat(received).containsExactly(NEW, NEW);
    assertThat(errors).hasSize(1);
    assertThat(renewals.wasRenewed(OLD)).isTrue();
    clock.pass(Duration.ofMinutes(15));
    assertThat(renewals.wasRenewed(OLD)).isFalse();
  }

  @Test
  void aRefusalIsForAllAndTheNextIsAnExchangeAgain() {
    Sinks.One<AccessToken> answer = Sinks.one();
    renew(OLD, answer.asMono());
    renew(OLD, Mono.error(new AssertionError()));
    answer.tryEmitError(new Failure.InvalidGrant(400).asException());
    assertThat(errors).hasSize(2);
    assertThat(renewals.wasRenewed(OLD)).isFalse();
    renew(OLD, Mono.just(NEW));
    assertThat(received).containsExactly(NEW);
  }

  @Test
  void whoeverHasARefusalMayRenewAtOnce() {
    Sinks.One<AccessToken> answer = Sinks.one();
    renewals
        .renew(OLD, answer::asMono)
        .onErrorResume(_ -> renewals.renew(OLD, () -> Mono.just(NEW)))
        .subscribe(received::add, errors::add);
    answer.tryEmitError(new Failure.InvalidGrant(400).asException()).orThrow();
    assertThat(received).containsExactly(NEW);
  }

  @Test
  void whoeverBeganItMayLeave() {
    Sinks.One<AccessToken> answer = Sinks.one();
    renewals.renew(OLD, answer::asMono).subscribe().dispose();
    renew(OLD, Mono.error(new AssertionError()));
    answer.tryEmitValue(NEW);
    assertThat(received).containsExactly(NEW);
  }
}
