package io.existgraph.model;

/// A dimension of units for which users choose the system.
public enum Dimension {
  DISTANCE,
  WEIGHT,
  ENERGY,
  LIQUID,
  TEMPERATURE
}
