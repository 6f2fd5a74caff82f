package io.existgraph.graphql;

import graphql.schema.SelectedField;
import io.existgraph.operation.planning.FieldSelection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A field selected below one that is being fetched.
record PayloadFieldSelection(SelectedField field) implements FieldSelection {
  @Override
  public String name() {
    return field.getName();
  }

  @Override
  public Map<String, ? extends @Nullable Object> arguments() {
    return field.getArguments();
  }

  @Override
  public List<FieldSelection> children() {
    return field.getSelectionSet().getImmediateFields().stream()
        .<FieldSelection>map(PayloadFieldSelection::new)
        .toList();
  }

  @Override
  public Set<String> types() {
    return Set.copyOf(field.getObjectTypeNames());
  }
}
