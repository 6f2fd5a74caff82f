package io.existgraph.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// A limit on the operations that run at once; further ones are refused.
final class ConcurrencyLimit {
  private final Semaphore free;

  ConcurrencyLimit(int most) {
    free = new Semaphore(most);
  }

  <T> Mono<T> pass(Supplier<Mono<T>> operation) {
    return Mono.defer(
        () ->
            free.tryAcquire()
                ? entered(operation)
                : Mono.error(RequestError.overloaded().asException()));
  }

  private <T> Mono<T> entered(Supplier<Mono<T>> operation) {
    AtomicBoolean isInside = new AtomicBoolean(true);
    Runnable leave =
        () -> {
          if (isInside.getAndSet(false)) {
            free.release();
          }
        };
    // before the answer is passed on: whoever has it may come again at once
    return Mono.defer(operation).doOnTerminate(leave).doFinally(_ -> leave.run());
  }
}
