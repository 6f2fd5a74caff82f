package io.existgraph.ratelimit;

/// What a request is for. Only writes may use the reserve; refreshes stop long before it.
public enum RequestPriority {
  REFRESH,
  READ,
  WRITE
}
