package io.existgraph.graphql;

import graphql.normalized.ExecutableNormalizedField;
import io.existgraph.plan.Selection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A selected field as GraphQL Java normalises it.
record NormalizedSelection(ExecutableNormalizedField field) implements Selection {
  @Override
  public String name() {
    return field.getName();
  }

  @Override
  public Map<String, ? extends @Nullable Object> arguments() {
    return field.getResolvedArguments();
  }

  @Override
  public List<Selection> children() {
    return field.getChildren().stream().<Selection>map(NormalizedSelection::new).toList();
  }

  @Override
  public Set<String> types() {
    return field.getObjectTypeNames();
  }
}
