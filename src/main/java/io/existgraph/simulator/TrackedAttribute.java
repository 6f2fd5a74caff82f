package io.existgraph.simulator;

import org.jspecify.annotations.Nullable;

/// An attribute as one person has it. Immutable; ownership moves by replacing it.
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

  /// Goes back to the service that usually writes it, or ends up inactive with nobody.
  TrackedAttribute released(SimulatedService client) {
    boolean another = attribute.service() != client;
    return new TrackedAttribute(
        attribute, another ? attribute.service() : null, another, isPrivate);
  }
}
