package io.existgraph.data;

/// The classes of responses that are fresh for different durations.
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
