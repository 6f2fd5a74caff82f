package io.existgraph.graphql;

import graphql.language.OperationDefinition;
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
import org.jspecify.annotations.Nullable;

/// The selected fields of an operation, as GraphQL Java normalises them.
final class SelectionTree {
  private static final Failure OTHER_FIELD =
      new Failure.BadRequest("Nothing was sent: another field has an invalid argument.");

  private final ExecutableNormalizedOperation operation;
  private final ArgumentRules rules;
  private final IdentityHashMap<ExecutableNormalizedField, SelectedField> fields =
      new IdentityHashMap<>();
  private final List<SelectedField> roots;
  private boolean hasInvalidFields;

  /// The arguments of all fields are checked by the rules, before anything is planned. A field of
  /// an operation that reads fails alone; of one that writes, none is executed.
  SelectionTree(ExecutableNormalizedOperation operation, ArgumentRules rules) {
    this.operation = operation;
    this.rules = rules;
    List<SelectedField> checked = operation.getTopLevelFields().stream().map(this::add).toList();
    this.roots =
        hasInvalidFields && operation.getOperation() == OperationDefinition.Operation.MUTATION
            ? operation.getTopLevelFields().stream().map(this::refuse).toList()
            : checked;
  }

  /// The same fields, checked by these rules.
  SelectionTree under(ArgumentRules others) {
    return rules.equals(others) ? this : new SelectionTree(operation, others);
  }

  private SelectedField add(ExecutableNormalizedField field) {
    FieldArguments arguments = new FieldArguments(field.getResolvedArguments());
    Failure failure = rules.objection(field.getName(), arguments);
    List<SelectedField> children =
        failure == null ? field.getChildren().stream().map(this::add).toList() : List.of();
    if (FieldArguments.isSpan(field.getName())) { // its rows would all fail for the same reason
      failure = failure == null ? failureBelow(children) : failure;
    }
    return failure == null
        ? put(
            field,
            new SelectedField(
                field.getName(), arguments, field.getObjectTypeNames(), children, null))
        : invalid(field, failure);
  }

  private SelectedField refuse(ExecutableNormalizedField root) {
    SelectedField field = Objects.requireNonNull(fields.get(root));
    Failure failure = failureBelow(List.of(field));
    return invalid(root, failure == null ? OTHER_FIELD : failure);
  }

  private SelectedField invalid(ExecutableNormalizedField field, Failure failure) {
    hasInvalidFields = true;
    return put(
        field,
        new SelectedField(
            field.getName(),
            new FieldArguments(Map.of()),
            field.getObjectTypeNames(),
            List.of(),
            failure));
  }

  private SelectedField put(ExecutableNormalizedField field, SelectedField selected) {
    fields.put(field, selected);
    return selected;
  }

  /// The first failure among the fields and what they select; null where there is none.
  private static @Nullable Failure failureBelow(List<SelectedField> fields) {
    for (SelectedField field : fields) {
      Failure failure = field.failure() == null ? failureBelow(field.children()) : field.failure();
      if (failure != null) {
        return failure;
      }
    }
    return null;
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
