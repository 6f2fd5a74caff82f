package io.existgraph.graphql.execution;

import graphql.collect.ImmutableMapWithNullValues;
import graphql.execution.ExecutionStepInfo;
import graphql.execution.ExecutionStepInfoFactory;
import graphql.execution.ResultPath;
import graphql.schema.GraphQLObjectType;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A place in a response: the root, a field's value, or an element of a list. What GraphQL Java
/// says of it is made only when it is asked for.
final class Position {
  private static final ExecutionStepInfoFactory STEPS = new ExecutionStepInfoFactory();
  private static final int NO_INDEX = -1;

  private final @Nullable Position parent;
  private final @Nullable SelectedField field;
  private final int index;
  private @Nullable GraphQLObjectType objectType;
  private @Nullable ExecutionStepInfo step;
  private @Nullable ExecutionStepInfo objectStep;

  private Position(@Nullable Position parent, @Nullable SelectedField field, int index) {
    this.parent = parent;
    this.field = field;
    this.index = index;
  }

  static Position root(ExecutionStepInfo step) {
    Position root = new Position(null, null, NO_INDEX);
    root.step = step;
    root.objectStep = step;
    return root;
  }

  Position ofField(SelectedField child) {
    return new Position(this, child, NO_INDEX);
  }

  Position ofElement(int at) {
    return new Position(this, field, at);
  }

  /// Itself, of an object of that type.
  Position as(GraphQLObjectType type) {
    objectType = type;
    return this;
  }

  ResultPath path() {
    if (step != null) {
      return step.getPath();
    }
    ResultPath before = Objects.requireNonNull(parent).path();
    return index == NO_INDEX
        ? before.segment(Objects.requireNonNull(field).field().getResultKey())
        : before.segment(index);
  }

  ExecutionStepInfo step(QueryExecution execution) {
    if (step == null) {
      Position before = Objects.requireNonNull(parent);
      step =
          index == NO_INDEX
              ? fieldStep(execution, before, Objects.requireNonNull(field))
              : STEPS.newExecutionStepInfoForListElement(before.step(execution), path());
    }
    return step;
  }

  private ExecutionStepInfo fieldStep(
      QueryExecution execution, Position before, SelectedField selected) {
    Supplier<Map<String, Object>> arguments = () -> execution.arguments(selected);
    return ExecutionStepInfo.newExecutionStepInfo()
        .type(selected.definition().getType())
        .fieldDefinition(selected.definition())
        .fieldContainer(selected.parentType())
        .field(selected.field())
        .path(path())
        .parentInfo(before.objectStep(execution))
        .arguments(() -> ImmutableMapWithNullValues.copyOf(arguments.get()))
        .build();
  }

  private ExecutionStepInfo objectStep(QueryExecution execution) {
    if (objectStep == null) {
      objectStep =
          step(execution).changeTypeWithPreservedNonNull(Objects.requireNonNull(objectType));
    }
    return objectStep;
  }
}
