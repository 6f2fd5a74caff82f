package io.existgraph.operation.planning;

import io.existgraph.exist.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A selected field: fragments, aliases, variables and directives are resolved. `types` are the
/// object types that it is selected on, `children` the fields below it on whatever type. One with
/// invalid arguments has a `failure`, and neither arguments nor children.
public final class SelectedField {
  private final String name;
  private final FieldArguments arguments;
  private final Set<String> types;
  private final List<SelectedField> children;
  private final @Nullable Failure failure;
  private volatile @Nullable Object parsed;

  public SelectedField(
      String name,
      FieldArguments arguments,
      Set<String> types,
      List<SelectedField> children,
      @Nullable Failure failure) {
    this.name = name;
    this.arguments = arguments;
    this.types = types;
    this.children = children;
    this.failure = failure;
  }

  public String name() {
    return name;
  }

  /// Coerced, with defaults.
  public FieldArguments arguments() {
    return arguments;
  }

  public List<SelectedField> children() {
    return children;
  }

  public Set<String> types() {
    return types;
  }

  public boolean selects(String field) {
    return children.stream().anyMatch(child -> child.name().equals(field));
  }

  /// Why the field cannot be answered with its arguments; null when it can.
  public @Nullable Failure failure() {
    return failure;
  }

  public boolean isValid() {
    return failure == null;
  }

  /// The arguments as the field's only parser reads them, parsed once.
  @SuppressWarnings("unchecked") // a field has one parser
  public <T> T parsed(Function<SelectedField, T> parser) {
    Object known = parsed;
    if (known == null) {
      known = parser.apply(this);
      parsed = known;
    }
    return (T) known;
  }

  /// Those of the fields that are selected on that type.
  public static List<SelectedField> on(String type, List<SelectedField> fields) {
    return fields.stream().filter(field -> field.types.contains(type)).toList();
  }

  /// The fields at that path below this one.
  public List<SelectedField> below(String... path) {
    List<SelectedField> found = List.of(this);
    for (String step : path) {
      List<SelectedField> next = new ArrayList<>();
      for (SelectedField parent : found) {
        parent.children.stream().filter(child -> child.name.equals(step)).forEach(next::add);
      }
      found = next;
    }
    return found;
  }
}
