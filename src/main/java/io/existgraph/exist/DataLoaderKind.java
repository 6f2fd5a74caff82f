package io.existgraph.exist;

/// The kinds of data; there is one DataLoader for each.
public enum DataLoaderKind {
  PROFILE,
  ATTRIBUTES,
  VALUES,
  GOALS,
  AVERAGES,
  CORRELATIONS,
  INSIGHTS,
  SERVICES,
  OWNED,
  TEMPLATES
}
