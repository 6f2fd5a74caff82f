package io.existgraph.demo;

import org.jspecify.annotations.Nullable;

/// An attribute as one person has it. Immutable; ownership moves by replacing it.
record Tracked(Attribute attribute, @Nullable Service owner, boolean isActive, boolean isPrivate) {

  String name() {
    return attribute.name();
  }

  Tracked acquired(Service client, boolean active, boolean hidden) {
    return new Tracked(attribute, client, active, hidden);
  }

  /// Goes back to the service that usually writes it, or ends up inactive with nobody.
  Tracked released(Service client) {
    boolean another = attribute.service() != client;
    return new Tracked(attribute, another ? attribute.service() : null, another, isPrivate);
  }
}
