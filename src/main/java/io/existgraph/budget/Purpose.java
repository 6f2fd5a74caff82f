package io.existgraph.budget;

/// What a request is for. Only writes may use the reserve; refreshes stop long before it.
public enum Purpose {
  REFRESH,
  READ,
  WRITE
}
