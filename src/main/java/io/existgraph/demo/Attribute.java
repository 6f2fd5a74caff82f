package io.existgraph.demo;

import org.jspecify.annotations.Nullable;

/// Something that people track. The phrase completes "on days you …"; without one it is not
/// correlated with anything.
record Attribute(
    String name,
    String label,
    Group group,
    int priority,
    Type type,
    Service service,
    @Nullable String phrase) {

  /// Only asked for expressly, over API v2.
  boolean isLowPriority() {
    return priority >= 10;
  }

  boolean isNumeric() {
    return type != Type.STRING;
  }
}
