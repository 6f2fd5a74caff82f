package io.existgraph.graphql;

import graphql.normalized.ExecutableNormalizedField;
import io.existgraph.operation.planning.FieldSelection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A selected field as GraphQL Java normalises it.
record NormalizedFieldSelection(ExecutableNormalizedField field) implements FieldSelection {
  @Override
  public String name() {
    return field.getName();
  }

  @Override
  public Map<String, ? extends @Nullable Object> arguments() {
    return field.getResolvedArguments();
  }

  @Override
  public List<FieldSelection> children() {
    return field.getChildren().stream().<FieldSelection>map(NormalizedFieldSelection::new).toList();
  }

  @Override
  public Set<String> types() {
    return field.getObjectTypeNames();
  }
}
