package io.existgraph.data;

/// The kinds of answers that age differently.
public enum FreshnessClass {
  PROFILE,
  TODAY,
  RECENT,
  HISTORY,
  AVERAGES,
  CORRELATIONS,
  INSIGHTS,
  OWNED
}
