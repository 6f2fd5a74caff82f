package io.existgraph.exist.http;

import org.jspecify.annotations.Nullable;

/// A whole HTTP response as it was received, decompressed.
final class ReceivedResponse {
  private final int status;
  private final @Nullable String retryAfter;
  private final byte[] body;

  /// `retryAfter` is the header.
  ReceivedResponse(int status, @Nullable String retryAfter, byte[] body) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  int status() {
    return status;
  }

  @Nullable String retryAfter() {
    return retryAfter;
  }

  byte[] body() {
    return body;
  }
}
