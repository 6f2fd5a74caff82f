package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedHourTest {
  private static final long EXPIRY = 1_000;

  private final SharedHour hour = new SharedHour(1);

  /// As a reply names it that Redis made before, or after another instance restored it.
  @Test
  void aRequestThatWasGivenBackIsNotLearntAgainButGivenBackOnceMore() {
    long id = RequestId.of(2, 1);
    hour.heard(id, EXPIRY, false);
    hour.heardReleased(id, 0);
    hour.learn(id, EXPIRY, false);
    assertThat(hour.used(0)).isZero();
    assertThat(hour.beginDelivery(true).released()).containsExactly(id);
  }

  @Test
  void whatIsLeasedElsewhereIsNotUsed() {
    hour.learn(RequestId.of(2, 1), EXPIRY, true);
    hour.learn(RequestId.of(2, 2), EXPIRY, false);
    assertThat(hour.used(0)).isEqualTo(1);
    assertThat(hour.allLeased()).isEqualTo(1);
  }
}
