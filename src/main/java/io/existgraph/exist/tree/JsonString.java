package io.existgraph.exist.tree;

/// A string.
public record JsonString(String text) implements JsonValue {
  @Override
  public String asString() {
    return text;
  }
}
