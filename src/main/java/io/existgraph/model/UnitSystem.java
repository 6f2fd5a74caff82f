package io.existgraph.model;

/// How measures are told to people. Exist itself stores metric values.
public enum UnitSystem {
  METRIC,
  IMPERIAL
}
