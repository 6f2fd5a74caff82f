package io.existgraph.graphql;

import io.existgraph.exist.Failure;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.OperationReader;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;

/// The reads of one query, which begin before its first field is fetched.
record QueryReads(Operation operation) {

  /// Starts reading all keys of these root fields or, when the operation is only to be explained,
  /// plans it.
  void begin(SelectionLookAhead lookAhead, List<SelectedField> roots) {
    OperationAdmission admitted = operation.admit(0, sizes -> lookAhead.querySize(roots, sizes));
    LoadKeySet keys = lookAhead.keys(roots);
    Failure refusal = admitted.refusal();
    if (operation.request().isExplained()) {
      operation.explain(operation.readers().explainer().explain(keys));
    } else if (refusal != null) {
      operation.loads().refuse(refusal);
    } else {
      OperationReader reader = operation.readers().reader(operation.request().noCache());
      operation.loads().begin(reader, keys, reader.read(keys), admitted.reservation());
    }
  }

  /// Reads all keys of a selection from the cache. False where it does not answer alone and at
  /// once, or the operation may not run: then nothing has happened.
  boolean beginCached(SelectionLookAhead lookAhead, SelectionTree tree, LoadKeySet keys) {
    OperationAdmission admitted =
        operation.admit(0, sizes -> lookAhead.querySize(tree.roots(), sizes));
    if (admitted.refusal() != null) {
      return false;
    }
    OperationReader reader = operation.readers().reader(/* isWithoutCache= */ false);
    LoadResults results = reader.readCached(keys);
    if (results == null) {
      return false;
    }
    operation.use(tree, new OperationLoads(reader, keys, results));
    return true;
  }
}
