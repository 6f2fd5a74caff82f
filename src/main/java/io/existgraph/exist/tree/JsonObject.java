package io.existgraph.exist.tree;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object, whose fields have the order in which they were sent.
public final class JsonObject implements JsonValue {
  private final FieldNames names;
  private final JsonValue[] values;

  JsonObject(FieldNames names, JsonValue[] values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public JsonValue path(String field) {
    int index = names.indexOf(field);
    return index < 0 ? JsonLiteral.MISSING : values[index];
  }

  @Override
  public List<JsonValue> elements() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  public boolean isEmpty() {
    return values.length == 0;
  }

  /// The names of the fields, each at the index of its value in [#elements].
  public List<String> fields() {
    return names.toList();
  }

  FieldNames names() {
    return names;
  }

  JsonValue value(int index) {
    return values[index];
  }

  /// Whether the other has the same fields with equal values in the same order.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof JsonObject object
            && names.equals(object.names)
            && Arrays.equals(values, object.values));
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(values);
  }
}
