package io.existgraph.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An attribute: something that a user tracks. A part that Exist leaves out is null.
public record Attribute(
    AttributeName name,
    String label,
    @Nullable AttributeGroup group,
    @Nullable Integer priority,
    @Nullable Service service,
    @Nullable Boolean isPrivate,
    @Nullable Boolean isActive,
    ValueType valueType,
    @Nullable String valueTypeDescription,
    @Nullable String template,
    @Nullable Boolean isManual,
    @Nullable List<Service> availableServices) {

  /// Whether it comes from a list of attributes; an insight has less of its attribute.
  public boolean isListed() {
    return isPrivate != null || isActive != null;
  }
}
