package io.existgraph.exist.tree;

/// A value without content of its own.
public enum JsonLiteral implements JsonValue {
  TRUE,
  FALSE,
  NULL,
  /// Stands where the document has no value.
  MISSING;

  @Override
  public String asString() {
    return switch (this) {
      case TRUE -> "true";
      case FALSE -> "false";
      case NULL, MISSING -> "";
    };
  }
}
