package io.existgraph.graphql;

import graphql.schema.SelectedField;
import io.existgraph.plan.Selection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A field selected below one that is being fetched.
record SelectedSelection(SelectedField field) implements Selection {
  @Override
  public String name() {
    return field.getName();
  }

  @Override
  public Map<String, ? extends @Nullable Object> arguments() {
    return field.getArguments();
  }

  @Override
  public List<Selection> children() {
    return field.getSelectionSet().getImmediateFields().stream()
        .<Selection>map(SelectedSelection::new)
        .toList();
  }

  @Override
  public Set<String> types() {
    return Set.copyOf(field.getObjectTypeNames());
  }
}
