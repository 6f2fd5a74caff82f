package io.existgraph.web;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Lets so many operations run at once, and turns the next one away.
final class Gate {
  private final AtomicInteger running = new AtomicInteger();
  private final int most;

  Gate(int most) {
    this.most = most;
  }

  <T> Mono<T> pass(Supplier<Mono<T>> operation) {
    return Mono.defer(() -> isFull() ? turnedAway() : let(operation));
  }

  private boolean isFull() {
    return running.incrementAndGet() > most;
  }

  private <T> Mono<T> turnedAway() {
    running.decrementAndGet();
    return Mono.error(Refusal.overloaded().asException());
  }

  private <T> Mono<T> let(Supplier<Mono<T>> operation) {
    AtomicBoolean isInside = new AtomicBoolean(true);
    Runnable leave =
        () -> {
          if (isInside.getAndSet(false)) {
            running.decrementAndGet();
          }
        };
    // before the answer is passed on: whoever has it may come again at once
    return Mono.defer(operation).doOnTerminate(leave).doFinally(_ -> leave.run());
  }
}
