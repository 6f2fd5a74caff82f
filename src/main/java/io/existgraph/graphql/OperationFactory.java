package io.existgraph.graphql;

import io.existgraph.credential.Caller;
import io.existgraph.exist.ExistApi;
import io.existgraph.operation.ArgumentRules;
import io.existgraph.operation.OperationLimits;
import io.existgraph.operation.OperationReaderFactory;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.RejectionsByAddress;
import io.existgraph.operation.ResultSizeLimiter;
import io.existgraph.operation.ResultSizeReservation;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.time.GatewayClock;
import io.existgraph.write.BatchWriter;
import io.existgraph.write.BatchWriterFactory;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes operations, and what they run with.
@Component
class OperationFactory {
  private final ExistApi api;
  private final RateLimiter rateLimiter;
  private final RejectionsByAddress rejections;
  private final ResultSizeLimiter resultSizes;
  private final OperationReaderFactory readers;
  private final BatchWriterFactory writers;
  private final OperationLimits limits;
  private final GatewayClock clock;

  OperationFactory(
      ExistApi api,
      RateLimiter rateLimiter,
      RejectionsByAddress rejections,
      ResultSizeLimiter resultSizes,
      OperationReaderFactory readers,
      BatchWriterFactory writers,
      OperationLimits limits,
      GatewayClock clock) {
    this.api = api;
    this.rateLimiter = rateLimiter;
    this.rejections = rejections;
    this.resultSizes = resultSizes;
    this.readers = readers;
    this.writers = writers;
    this.limits = limits;
    this.clock = clock;
  }

  Operation operation(
      @Nullable Caller caller, String address, boolean noCache, boolean isExplained) {
    Instant start = clock.instant();
    return new Operation(
        this, readers, api, rateLimiter, caller, address, noCache, isExplained, start);
  }

  /// Brings what is cached of the caller up to date with other instances.
  Mono<Void> update(@Nullable Caller caller) {
    return caller == null ? Mono.empty() : readers.update(caller);
  }

  /// The rules of an operation that begins now.
  ArgumentRules argumentRules(@Nullable Caller caller) {
    return readers.argumentRules(caller == null ? null : caller.id());
  }

  /// `items` is how many are written in all fields together.
  OperationAdmission admission(
      Caller caller, String address, int items, ToLongFunction<ResultSizes> resultSize) {
    ResultSizeReservation reservation = new ResultSizeReservation(resultSizes, resultSize);
    return new OperationAdmission(
        reservation, rejections.delay(caller.id(), address), items, limits.maxItems());
  }

  /// A writer of an operation that began at `start`; its writers share `isOutcomeUnknown`.
  BatchWriter writer(
      Caller caller, OperationStats stats, Instant start, AtomicBoolean isOutcomeUnknown) {
    return writers.writer(caller, stats, start, isOutcomeUnknown);
  }
}
