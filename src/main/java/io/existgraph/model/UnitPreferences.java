package io.existgraph.model;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The system that a user reads each dimension in; metric by default.
public record UnitPreferences(Map<Dimension, UnitSystem> systems) {
  public static final UnitPreferences METRIC = new UnitPreferences(Map.of());

  public UnitPreferences {
    systems = Map.copyOf(systems);
  }

  public UnitSystem of(Dimension dimension) {
    return systems.getOrDefault(dimension, UnitSystem.METRIC);
  }

  /// The system to show a unit in.
  public UnitSystem of(Unit unit) {
    Dimension dimension = unit.dimension();
    return dimension == null ? UnitSystem.METRIC : of(dimension);
  }

  /// Whether all dimensions are imperial, or none; null when they differ.
  public @Nullable Boolean isImperial() {
    Set<UnitSystem> used = EnumSet.noneOf(UnitSystem.class);
    for (Dimension dimension : Dimension.values()) {
      used.add(of(dimension));
    }
    return used.size() > 1 ? null : (Boolean) used.contains(UnitSystem.IMPERIAL);
  }
}
