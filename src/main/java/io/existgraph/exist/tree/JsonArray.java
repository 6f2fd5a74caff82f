package io.existgraph.exist.tree;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// An array.
public record JsonArray(List<JsonValue> elements) implements JsonValue {
  static JsonArray of(JsonValue[] elements) {
    return new JsonArray(Collections.unmodifiableList(Arrays.asList(elements)));
  }
}
