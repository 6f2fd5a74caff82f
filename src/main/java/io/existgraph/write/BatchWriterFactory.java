package io.existgraph.write;

import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.Caller;
import io.existgraph.exist.ExistApi;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.RejectionsByAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/// A factory of the writers of operations.
public record BatchWriterFactory(
    ExistApi api,
    CallerCaches caches,
    RejectionsByAddress rejections,
    InstantSource clock,
    Function<Duration, Mono<?>> timer) {

  /// A factory of writers that wait by the system's time.
  public BatchWriterFactory(
      ExistApi api, CallerCaches caches, RejectionsByAddress rejections, InstantSource clock) {
    this(api, caches, rejections, clock, Mono::delay);
  }

  /// The only writer of an operation that began at `start`.
  public BatchWriter writer(Caller caller, OperationStats stats, Instant start) {
    return writer(caller, stats, start, new AtomicBoolean());
  }

  /// A writer of an operation that began at `start`; its writers share `isOutcomeUnknown`.
  public BatchWriter writer(
      Caller caller, OperationStats stats, Instant start, AtomicBoolean isOutcomeUnknown) {
    return new BatchWriter(
        api, caches, rejections, clock, timer, caller, stats, start, isOutcomeUnknown);
  }
}
