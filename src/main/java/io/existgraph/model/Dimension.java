package io.existgraph.model;

/// What a unit measures, as far as users choose the system of it.
public enum Dimension {
  DISTANCE,
  WEIGHT,
  ENERGY,
  LIQUID,
  TEMPERATURE
}
