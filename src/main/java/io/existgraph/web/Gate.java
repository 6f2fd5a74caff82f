package io.existgraph.web;

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
    return Mono.defer(operation).doFinally(_ -> running.decrementAndGet());
  }
}
