package io.existgraph.exist.tree;

import java.util.List;

/// A value of a JSON document, or a missing one. Immutable.
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonLiteral {
  /// The value of a field; [JsonLiteral#MISSING] where this has none of that name or is no object.
  default JsonValue path(String field) {
    return JsonLiteral.MISSING;
  }

  /// The elements of an array or the values of an object; none of anything else.
  default List<JsonValue> elements() {
    return List.of();
  }

  /// The text of a string, a number or a boolean; empty for anything else.
  default String asString() {
    return "";
  }

  default boolean isObject() {
    return this instanceof JsonObject;
  }

  default boolean isArray() {
    return this instanceof JsonArray;
  }

  default boolean isString() {
    return this instanceof JsonString;
  }
}
