package io.existgraph.graphql;

import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
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
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// A factory of operations, with what they share.
@Component
record OperationFactory(
    ExistApi api,
    RateLimiter rateLimiter,
    RejectionsByAddress rejections,
    ResultSizeLimiter resultSizes,
    OperationReaderFactory readers,
    BatchWriterFactory writers,
    OperationLimits limits,
    GatewayClock clock) {
  Operation operation(
      @Nullable Caller caller, @Nullable String address, boolean noCache, boolean isExplained) {
    return new Operation(
        this, new OperationRequest(caller, address, noCache, isExplained, clock.instant()));
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
      OperationRequest request, int items, ToLongFunction<ResultSizes> resultSize) {
    ResultSizeReservation reservation = new ResultSizeReservation(resultSizes, resultSize);
    return new OperationAdmission(reservation, delay(request), items, limits.maxItems());
  }

  /// How long the credential may not be sent from the address of the request.
  private Duration delay(OperationRequest request) {
    CallerId caller = request.requireCaller().id();
    String address = request.address();
    return address == null ? Duration.ZERO : rejections.delay(caller, address);
  }

  /// A writer of an operation, which shares `isOutcomeUnknown` with the operation's other writers.
  BatchWriter writer(
      OperationRequest request, OperationStats stats, AtomicBoolean isOutcomeUnknown) {
    return writers.writer(request.requireCaller(), stats, request.start(), isOutcomeUnknown);
  }
}
