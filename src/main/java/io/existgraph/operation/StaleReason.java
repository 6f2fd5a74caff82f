package io.existgraph.operation;

/// The reason why stale data is part of a response.
public enum StaleReason {
  UPSTREAM_FAILED,
  RATE_LIMITED
}
