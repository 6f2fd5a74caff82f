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
    hour.change(requests -> requests.heard(id, EXPIRY, false));
    hour.change(requests -> requests.heardReleased(id, 0));
    hour.change(requests -> requests.learn(id, EXPIRY, false));
    int used = hour.view(0, HourView::used);
    assertThat(used).isZero();
    assertThat(hour.beginDelivery(true).released()).containsExactly(id);
  }

  @Test
  void whatIsLeasedElsewhereIsNotUsed() {
    hour.change(requests -> requests.learn(RequestId.of(2, 1), EXPIRY, true));
    hour.change(requests -> requests.learn(RequestId.of(2, 2), EXPIRY, false));
    int used = hour.view(0, HourView::used);
    int leased = hour.requests(HourRequests::leased);
    assertThat(used).isEqualTo(1);
    assertThat(leased).isEqualTo(1);
  }
}
