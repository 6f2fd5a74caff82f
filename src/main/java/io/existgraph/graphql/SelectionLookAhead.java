package io.existgraph.graphql;

import io.existgraph.credential.CallerId;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The look-ahead over the selection of an operation: collects the keys that its fields load, and
/// estimates the size of the result, by the tables of its fields.
final class SelectionLookAhead {
  private final CallerId caller;

  SelectionLookAhead(CallerId caller) {
    this.caller = caller;
  }

  /// The keys of these root fields of a query.
  LoadKeySet keys(List<SelectedField> roots) {
    KeyCollector keys = new KeyCollector();
    QueryController.FIELDS.collect(caller, roots, keys);
    return keys.toSet();
  }

  /// The keys of the payload of a write to these attributes; null where Exist will name them.
  LoadKeySet payloadKeys(SelectedField root, @Nullable Set<String> names) {
    KeyCollector keys = new KeyCollector();
    MutationPayloads.FIELDS.collect(
        MutationPayloads.WrittenScope.of(root, names), root.children(), keys);
    return keys.toSet();
  }

  long querySize(List<SelectedField> roots, ResultSizes sizes) {
    return QueryController.FIELDS.size(caller, roots, sizes);
  }

  long mutationSize(List<SelectedField> roots, ResultSizes sizes) {
    return ResultSizes.sum(roots, root -> MutationPayloads.size(root, sizes));
  }
}
