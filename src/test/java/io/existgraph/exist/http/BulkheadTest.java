package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// How many exchanges may wait.
class BulkheadTest {
  private final Bulkhead bulkhead = new Bulkhead(_ -> 4, Duration.ofMinutes(1));
  private final Sinks.Empty<Void> end = Sinks.empty();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();

  private void enter(String name, int times) {
    for (int i = 0; i < times; i++) {
      var _ =
          bulkhead
              .run(
                  CallerId.of(List.of(name)),
                  _ -> {
                    begun.incrementAndGet();
                    return end.asMono();
                  })
              .doOnError(FailureException.class, e -> note(e.failure()))
              .onErrorComplete()
              .subscribe();
    }
  }

  private void note(Failure failure) {
    assertThat(failure).isInstanceOf(Failure.Overloaded.class);
    turnedAway.incrementAndGet();
  }

  @Test
  void aCallerHasAFewRunningAndABoundedNumberWaiting() {
    enter("a", 10_000);
    assertThat(begun).hasValue(4);
    assertThat(turnedAway).hasValue(10_000 - 4 - Bulkhead.MAX_QUEUED_PER_CALLER);
    enter("b", 4);
    assertThat(begun).hasValue(8);
  }

  @Test
  void whoHasWaitedTooLongIsNotBegunAndLeavesNoTrace() {
    Bulkhead narrow = new Bulkhead(_ -> 1, Duration.ofMillis(50));
    CallerId caller = CallerId.of(List.of("a"));
    narrow.run(caller, _ -> end.asMono()).subscribe();
    Failure late =
        narrow
            .run(caller, _ -> Mono.just("begun"))
            .map(_ -> (Failure) new Failure.NotFound())
            .onErrorResume(FailureException.class, e -> Mono.just(e.failure()))
            .block();
    assertThat(late).isEqualTo(new Failure.Timeout());
    end.tryEmitEmpty();
    assertThat(narrow.run(caller, Mono::just).block()).isFalse(); // it did not wait
  }

  @Test
  void whoIsCancelledWhileWaitingIsNotBegunAndLeavesNoTrace() {
    Bulkhead narrow = new Bulkhead(_ -> 1, Duration.ofMinutes(1));
    CallerId caller = CallerId.of(List.of("a"));
    narrow.run(caller, _ -> end.asMono()).subscribe();
    narrow.run(caller, _ -> Mono.fromRunnable(begun::incrementAndGet)).subscribe().dispose();
    end.tryEmitEmpty();
    assertThat(narrow.run(caller, Mono::just).toFuture()).isCompletedWithValue(false);
    assertThat(begun).hasValue(0);
  }

  @Test
  void allTogetherHaveABoundedNumberWaitingAndRoomComesBack() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      enter("caller " + i, 1_000);
    }
    assertThat(begun).hasValue(40);
    assertThat(turnedAway).hasValue(10_000 - 40 - Bulkhead.MAX_QUEUED);
    end.tryEmitEmpty();
    for (int i = 0; i < 1_000 && begun.get() < 40 + Bulkhead.MAX_QUEUED; i++) {
      Thread.sleep(10);
    }
    assertThat(begun).hasValue(40 + Bulkhead.MAX_QUEUED);
    turnedAway.set(0);
    enter("later", 1_000);
    assertThat(turnedAway).hasValue(0);
  }
}
