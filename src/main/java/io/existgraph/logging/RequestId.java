package io.existgraph.logging;

/// The key of the `X-Request-Id` of an operation in its GraphQL context, so that log lines name the
/// request that a client reports.
public final class RequestId {
  public static final String KEY = "existgraph.requestId";

  private RequestId() {}
}
