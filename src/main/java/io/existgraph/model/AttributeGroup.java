package io.existgraph.model;

import org.jspecify.annotations.Nullable;

/// A group of attributes, such as `activity`; a lower priority is shown first.
public record AttributeGroup(String name, String label, @Nullable Integer priority) {}
