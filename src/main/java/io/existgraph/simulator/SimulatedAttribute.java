package io.existgraph.simulator;

import org.jspecify.annotations.Nullable;

/// Something that people track. The phrase completes "on days you …"; without one it is not
/// correlated with anything.
record SimulatedAttribute(
    String name,
    String label,
    SimulatedGroup group,
    int priority,
    SimulatedType type,
    SimulatedService service,
    @Nullable String phrase) {

  /// Only asked for expressly, over API v2.
  boolean isLowPriority() {
    return priority >= 10;
  }

  boolean isNumeric() {
    return type != SimulatedType.STRING;
  }
}
