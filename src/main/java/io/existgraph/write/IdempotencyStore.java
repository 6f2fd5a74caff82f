package io.existgraph.write;

import io.existgraph.credential.Caller;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/// The results of writes that must not be repeated, by caller and the idempotency key they gave,
/// each for a day.
public interface IdempotencyStore {
  /// The result of the first write with that key. Where there was none, `validated` is run, which
  /// sends nothing and whose items have no outcomes yet, and what it returns is given to `send`. A
  /// write that fails, or that [BatchResult#isOfConsequence] says was not made, may be repeated.
  /// `weight` bounds the size of the result in bytes.
  ///
  /// Fails with [io.existgraph.exist.Failure.RateLimited] when the caller has no room left for it
  /// today, with [io.existgraph.exist.Failure.Overloaded] when no caller has, and with
  /// [io.existgraph.exist.Failure.Unavailable] while it cannot be determined whether the write was
  /// made already.
  Mono<BatchResult> once(
      Caller caller,
      String key,
      int weight,
      Mono<BatchResult> validated,
      Function<BatchResult, Mono<BatchResult>> send);
}
