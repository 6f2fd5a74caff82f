package io.existgraph.graphql;

import io.existgraph.operation.OperationReader;
import io.existgraph.operation.OperationReaderFactory;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.PlanExplainer;
import io.existgraph.operation.ResultSizeReservation;

/// The readers of one operation.
record OperationReaders(
    OperationReaderFactory factory,
    OperationRequest request,
    OperationStats stats,
    ResultSizeReservation reservation) {
  /// A reader with or without the data that is cached already.
  OperationReader reader(boolean isWithoutCache) {
    return factory.reader(request.requireCaller(), isWithoutCache, stats, reservation);
  }

  /// A reader of the data that a write depends on.
  OperationReader readerBeforeWrite() {
    return factory.readerBeforeWrite(
        request.requireCaller(), request.noCache(), stats, reservation);
  }

  /// An explainer of the requests that the operation needs.
  PlanExplainer explainer() {
    return factory.explainer(request.requireCaller(), request.noCache(), reservation);
  }
}
