package io.existgraph.graphql;

import io.existgraph.exist.Failure;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.ResultSizeReservation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The decision whether an operation may run: its credential may be sent from its address, its
/// result has room, and it does not write too much.
final class OperationAdmission {
  private final ResultSizeReservation reservation;
  private final @Nullable Failure refusal;
  private final int items;
  private final int maxItems;

  /// `delay` is how long the credential may not be sent; `items` are written.
  OperationAdmission(ResultSizeReservation reservation, Duration delay, int items, int maxItems) {
    this.reservation = reservation;
    this.refusal = delay.isZero() ? null : new Failure.GuessedTooOften(delay);
    this.items = items;
    this.maxItems = maxItems;
  }

  ResultSizeReservation reservation() {
    return reservation;
  }

  /// Why the credential may not be sent from this address; null when it may.
  @Nullable Failure refusal() {
    return refusal;
  }

  ExplainedPlan unlessRefused(ExplainedPlan intended) {
    return refusal == null ? intended : intended.refusedByErrors();
  }

  boolean hasTooManyItems() {
    return items > maxItems;
  }

  /// Fails when the operation may not write.
  void checkWrites() {
    if (refusal != null) {
      throw refusal.asException();
    }
    reservation.check();
    if (hasTooManyItems()) {
      throw new Failure.TooCostly(tooManyItems()).asException();
    }
  }

  /// Why an operation may not write that has too many items.
  String tooManyItems() {
    return "The operation writes more than " + maxItems + " items. Send several operations.";
  }
}
