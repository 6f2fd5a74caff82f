package io.existgraph.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlidingWindowRateLimiterTest extends RateLimiterContract {
  private final GivenClock clock = GivenClock.at("2026-11-24T10:00:00Z");
  private final SlidingWindowRateLimiter limiter = new SlidingWindowRateLimiter(LIMIT, clock);

  @Override
  protected RateLimiter limiter() {
    return limiter;
  }

  @Override
  protected void pass(Duration time) {
    clock.pass(time);
  }

  private void send(CallerId caller) {
    Spending.spend(limiter, caller, 1);
  }

  @Test
  void onlyTheLatestUnauthenticatedCallersAreKeptAndEvictNobodyElse() {
    send(alice);
    limiter.accepted(alice);
    send(bob);
    limiter.unauthenticated(bob);
    for (int i = 0; i < 20_000; i++) {
      CallerId madeUp = new Credential("Token made-up-" + i).callerId();
      send(madeUp);
      limiter.unauthenticated(madeUp);
    }
    assertThat(limiter.status(alice).used()).isEqualTo(1);
    assertThat(limiter.status(bob).used()).isZero();
    assertThat(limiter.status(new Credential("Token made-up-19999").callerId()).used())
        .isEqualTo(1);
  }
}
