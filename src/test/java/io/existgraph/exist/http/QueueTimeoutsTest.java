package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class QueueTimeoutsTest {
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final QueueTimeouts timeouts = new QueueTimeouts(Duration.ofSeconds(8), time);
  private final List<Object> outcomes = new ArrayList<>();

  /// Begins an exchange that is answered so many seconds after the start of the test.
  private void begin(String caller, int answeredAt) {
    timeouts
        .bound(
            new Credential("Token " + caller).callerId(),
            answeredAt == 0
                ? Mono.never()
                : Mono.delay(Duration.ofSeconds(answeredAt).minusMillis(now()), time)
                    .thenReturn(answeredAt))
        .subscribe(outcomes::add, error -> outcomes.add(error.getClass()));
  }

  private long now() {
    return time.now(java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  private void at(int seconds) {
    time.advanceTimeBy(Duration.ofSeconds(seconds).minusMillis(now()));
  }

  @Test
  void whatASlowWorkerAnswersOneAfterTheOtherIsWaitedFor() {
    for (int answeredAt : new int[] {4, 8, 12, 16}) {
      begin("a", answeredAt);
    }
    at(20);
    assertThat(outcomes).containsExactly(4, 8, 12, 16);
  }

  @Test
  void whereNothingComesAllEnd() {
    begin("a", 0);
    begin("a", 0);
    at(7);
    assertThat(outcomes).isEmpty();
    at(8);
    assertThat(outcomes).containsExactly(TimeoutException.class, TimeoutException.class);
  }

  @Test
  void theAnswersOfOthersAndLaterOnesDoNotCount() {
    begin("a", 0);
    begin("b", 5);
    at(3);
    begin("a", 6);
    at(7);
    assertThat(outcomes).containsExactly(5, 6);
    at(8);
    assertThat(outcomes).containsExactly(5, 6, TimeoutException.class);
  }
}
