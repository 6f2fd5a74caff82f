package io.existgraph.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SlidingWindowRateLimiterTest extends RateLimiterContract {
  private final GivenClock clock = GivenClock.at("2026-11-24T10:00:00Z");
  private final Map<CallerId, String> accounts = new ConcurrentHashMap<>();
  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(LIMIT, this::sharers, clock);

  @Override
  protected RateLimiter limiter() {
    return limiter;
  }

  @Override
  protected void pass(Duration time) {
    clock.pass(time);
  }

  @Override
  protected void identify(CallerId caller, String account) {
    accounts.put(caller, account);
  }

  private List<CallerId> sharers(CallerId caller) {
    return accounts.keySet().stream()
        .filter(other -> accounts.containsKey(caller) && !other.equals(caller))
        .toList();
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

  @Nested
  class SharedByAccount {
    private final SlidingWindowRateLimiter shared =
        new SlidingWindowRateLimiter(
            LIMIT, caller -> List.of(caller.equals(alice) ? bob : alice), clock);

    @Test
    void whatOneHasSpentTheOthersHaveNot() {
      Spending.spend(shared, alice, 200);
      var open = Spending.reserve(shared, bob, 80);
      assertThat(shared.status(alice).remaining()).isEqualTo(20);
      assertThat(shared.status(bob).used()).isEqualTo(280);
      assertThat(shared.status(bob).resetAt()).isEqualTo(shared.status(alice).resetAt());
      Reservation refused = shared.tryReserve(bob, 1, RequestPriority.READ);
      assertThat(refused).isEqualTo(new Reservation.Refused(LIMIT.countedFor()));
      open.getFirst().release();
      Spending.spend(shared, alice, 1);
    }

    @Test
    void aPauseHoldsForAllAndARejectionForOne() {
      shared.refused(alice, Duration.ofMinutes(5));
      assertThat(shared.pause(bob)).isEqualTo(Duration.ofMinutes(5));
      clock.pass(Duration.ofMinutes(6));
      Spending.spend(shared, alice, 1);
      shared.unauthenticated(alice);
      assertThat(shared.isRejected(alice)).isTrue();
      assertThat(shared.isRejected(bob)).isFalse();
    }

    @Test
    void togetherTheyNeverExceedTheLimit() {
      var granted = new AtomicInteger();
      try (var threads = Executors.newFixedThreadPool(4)) {
        for (int i = 0; i < 1_000; i++) {
          CallerId caller = i % 2 == 0 ? alice : bob;
          threads.execute(
              () -> {
                if (shared.tryReserve(caller, 1, RequestPriority.WRITE)
                    instanceof Reservation.Granted) {
                  granted.incrementAndGet();
                }
              });
        }
      }
      assertThat(granted).hasValue(300);
    }
  }
}
