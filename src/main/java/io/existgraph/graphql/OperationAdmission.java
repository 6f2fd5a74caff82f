package io.existgraph.graphql;

import io.existgraph.credential.Caller;
import io.existgraph.exist.Failure;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.OperationDependencies;
import io.existgraph.operation.ResultSizeReservation;
import io.existgraph.operation.planning.ResultSizes;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Whether an operation may run: its credential may be sent from its address, its result has room,
/// and it does not write too much.
final class OperationAdmission {
  private final OperationDependencies desk;
  private final ResultSizeReservation reservation;
  private final @Nullable Failure refusal;
  private final int items;

  /// `items` is how many are written in all fields together.
  OperationAdmission(
      OperationDependencies desk,
      Caller caller,
      String address,
      int items,
      ToLongFunction<ResultSizes> resultSize) {
    this.desk = desk;
    this.items = items;
    this.reservation = new ResultSizeReservation(desk.room(), resultSize);
    Duration delay = desk.rejections().delay(caller.id(), address);
    this.refusal = delay.isZero() ? null : new Failure.GuessedTooOften(delay);
  }

  ResultSizeReservation reservation() {
    return reservation;
  }

  /// Why the credential may not be sent from this address; null when it may.
  @Nullable Failure refusal() {
    return refusal;
  }

  ExplainedPlan unlessRefused(ExplainedPlan intended) {
    return refusal == null ? intended : intended.refused();
  }

  boolean hasTooManyItems() {
    return items > desk.mostItems();
  }

  /// Fails when the operation may not write.
  void checkWrites() {
    if (refusal != null) {
      throw refusal.asException();
    }
    reservation.check();
    if (hasTooManyItems()) {
      throw new Failure.TooCostly("The operation writes more than " + desk.mostItems() + " items.")
          .asException();
    }
  }
}
