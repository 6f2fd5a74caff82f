package io.existgraph.operation;

/// Why data was answered with that is too old to be used otherwise.
public enum StaleReason {
  UPSTREAM_FAILED,
  RATE_LIMITED
}
