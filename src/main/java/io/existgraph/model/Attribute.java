package io.existgraph.model;

import org.jspecify.annotations.Nullable;

/// What an attribute is, without its values.
public record Attribute(
    AttributeName name,
    String label,
    @Nullable Group group,
    @Nullable Integer priority,
    @Nullable Service service,
    @Nullable Boolean isPrivate,
    @Nullable Boolean isActive,
    ValueType valueType,
    @Nullable String valueTypeDescription) {}
