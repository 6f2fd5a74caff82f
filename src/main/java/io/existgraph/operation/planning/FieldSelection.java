package io.existgraph.operation.planning;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A selected field, as the planner needs it: fragments, aliases, variables and directives
/// resolved.
public interface FieldSelection {
  String name();

  /// Coerced, with defaults.
  Map<String, ? extends @Nullable Object> arguments();

  /// The fields selected below it, on whatever object type.
  List<FieldSelection> children();

  /// The object types that the field is selected on.
  Set<String> types();

  /// Whether its arguments are bad, so that it needs nothing and fails by itself.
  default boolean isRefused() {
    return false;
  }

  default boolean selects(String field) {
    return children().stream().anyMatch(it -> it.name().equals(field));
  }
}
