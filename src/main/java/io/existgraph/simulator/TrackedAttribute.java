package io.existgraph.simulator;

import org.jspecify.annotations.Nullable;

/// An attribute of one user with its owner and flags. Immutable.
record TrackedAttribute(
    SimulatedAttribute attribute,
    @Nullable SimulatedService owner,
    boolean isActive,
    boolean isPrivate) {

  String name() {
    return attribute.name();
  }

  TrackedAttribute acquired(SimulatedService client, boolean active, boolean hidden) {
    return new TrackedAttribute(attribute, client, active, hidden);
  }

  /// The attribute after a release: owned by its default service, or inactive without an owner
  /// where that is the client itself.
  TrackedAttribute released(SimulatedService client) {
    boolean another = attribute.service() != client;
    return new TrackedAttribute(
        attribute, another ? attribute.service() : null, another, isPrivate);
  }
}
