package io.existgraph.write;

import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.Caller;
import io.existgraph.exist.ExistApi;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.RejectionsByAddress;
import java.time.Instant;
import java.time.InstantSource;

/// Makes the writers of operations.
public record BatchWriterFactory(
    ExistApi api, CallerCaches caches, RejectionsByAddress rejections, InstantSource clock) {

  /// A writer whose operation began at `start`.
  public BatchWriter writer(Caller caller, OperationStats stats, Instant start) {
    return new BatchWriter(api, caches, rejections, clock, caller, stats, start);
  }
}
