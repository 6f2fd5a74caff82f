package io.existgraph.upstream;

/// The kinds of answers that age differently.
public enum Kind {
  PROFILE,
  TODAY,
  RECENT,
  HISTORY,
  AVERAGES,
  CORRELATIONS,
  INSIGHTS,
  OWNED
}
