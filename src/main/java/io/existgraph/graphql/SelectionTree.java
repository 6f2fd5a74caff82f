package io.existgraph.graphql;

import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.Failure;
import io.existgraph.operation.ArgumentRules;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.operation.planning.SelectedField;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The selected fields of an operation, as GraphQL Java normalises them.
final class SelectionTree {
  private final ExecutableNormalizedOperation operation;
  private final ArgumentRules rules;
  private final IdentityHashMap<ExecutableNormalizedField, SelectedField> fields =
      new IdentityHashMap<>();
  private final List<SelectedField> roots;
  private boolean hasInvalidFields;

  /// The arguments of all fields are checked by the rules, before anything is planned.
  SelectionTree(ExecutableNormalizedOperation operation, ArgumentRules rules) {
    this.operation = operation;
    this.rules = rules;
    this.roots = operation.getTopLevelFields().stream().map(this::add).toList();
  }

  private SelectedField add(ExecutableNormalizedField field) {
    FieldArguments arguments = new FieldArguments(field.getResolvedArguments());
    Failure failure = rules.objection(field.getName(), arguments);
    SelectedField selected =
        new SelectedField(
            field.getName(),
            failure == null ? arguments : new FieldArguments(Map.of()),
            field.getObjectTypeNames(),
            failure == null ? field.getChildren().stream().map(this::add).toList() : List.of(),
            failure);
    fields.put(field, selected);
    hasInvalidFields |= failure != null;
    return selected;
  }

  boolean hasInvalidFields() {
    return hasInvalidFields;
  }

  List<SelectedField> roots() {
    return roots;
  }

  /// The field that is being fetched.
  SelectedField at(DataFetchingEnvironment environment) {
    return Objects.requireNonNull(fields.get(normalized(environment)));
  }

  /// The path matters only for a field of a fragment that is spread in several places.
  private ExecutableNormalizedField normalized(DataFetchingEnvironment environment) {
    List<ExecutableNormalizedField> all =
        operation.getFieldToNormalizedField().get(environment.getField());
    if (all.size() == 1) {
      return all.getFirst();
    }
    var step = environment.getExecutionStepInfo();
    return operation.getNormalizedField(
        environment.getMergedField(), step.getObjectType(), step.getPath());
  }
}
