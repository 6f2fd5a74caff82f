package io.existgraph.simulator;

import org.jspecify.annotations.Nullable;

/// An attribute of the simulator. `phrase` completes "on days you …" in correlations; an attribute
/// without one has none.
record SimulatedAttribute(
    String name,
    String label,
    SimulatedGroup group,
    int priority,
    SimulatedType type,
    SimulatedService service,
    @Nullable String phrase) {

  /// Whether API v2 lists the attribute only with `include_low_priority`.
  boolean isLowPriority() {
    return priority >= 10;
  }

  boolean isNumeric() {
    return type != SimulatedType.STRING;
  }
}
