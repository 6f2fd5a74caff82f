package io.existgraph.graphql;

import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.OperationReader;
import io.existgraph.operation.PlanExplainer;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.write.BatchWriter;
import io.existgraph.write.WritePlanner;
import io.existgraph.write.WritePrerequisites;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/// The writes of one operation, the reads before them, and the loads of their payloads.
record OperationWrites(Operation operation, BatchWriter writer) {
  /// Reserves the result size of these mutations before any is run or, when the operation is only
  /// to be explained, plans them.
  void begin(SelectionLookAhead lookAhead, List<SelectedField> roots) {
    int items = WritePlanner.items(roots);
    OperationAdmission admitted =
        operation.admit(items, sizes -> lookAhead.mutationSize(roots, sizes));
    if (!operation.request().isExplained()) {
      operation.readers().reader(false).reserve();
      return;
    }
    PlanExplainer explainer = operation.readers().explainer();
    operation.explain(
        admitted.hasTooManyItems()
            ? ExplainedPlan.empty(explainer.remaining()).refused(admitted.tooManyItems())
            : new WritePlanner(operation.api(), lookAhead::payloadKeys, explainer).plan(roots));
  }

  /// Fails when the operation may not write: with a credential that is not sent from its address,
  /// without room for its result, or with more items in all its fields than one operation may have.
  void check() {
    operation.admission().checkWrites();
  }

  /// What is known before a write. What it depends on is read first, out of the reserve of writes;
  /// fails where it cannot be read. `prerequisites` depend on the wall time.
  Mono<LoadResults> loadBefore(Function<Instant, WritePrerequisites> prerequisites) {
    OperationReader before = operation.readers().readerBeforeWrite();
    operation.admission().reservation().check();
    WritePrerequisites needed = prerequisites.apply(before.results().now());
    return before
        .read(needed.keys())
        .then(Mono.fromSupplier(before::results))
        .doOnNext(needed::check);
  }

  Mono<Map<String, WriteOutcome>> write(List<WriteItem> items) {
    return writer.write(items);
  }

  /// Loads the selection of a payload after the write, with cleared DataLoaders. A failure fails
  /// its own field only.
  CompletableFuture<LoadResults> loadPayload(LoadKeySet keys) {
    operation.loads().clear();
    OperationReader after = operation.readers().reader(operation.request().noCache());
    operation
        .loads()
        .begin(after, keys, after.readLeniently(keys), operation.admission().reservation());
    return operation.loads().results();
  }
}
