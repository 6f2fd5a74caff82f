package io.existgraph.model;

/// The system that measures are shown in. Exist itself stores metric values.
public enum UnitSystem {
  METRIC,
  IMPERIAL
}
