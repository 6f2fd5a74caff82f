package io.existgraph.exist.http;

import io.existgraph.exist.Failure;

/// The failure of an exchange without a readable response. `wasSent` unless it is certain that
/// nothing was sent; `wasSilent` when not even the head of a response arrived.
final class NoResponseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;
  private final boolean wasSent;
  private final boolean wasSilent;

  NoResponseException(Failure failure, boolean wasSent, boolean wasSilent) {
    super(failure.getClass().getSimpleName(), null, false, false);
    this.failure = failure;
    this.wasSent = wasSent;
    this.wasSilent = wasSilent;
  }

  Failure failure() {
    return failure;
  }

  boolean wasSent() {
    return wasSent;
  }

  /// Whether a read may be retried: its connection was refused, or cut before any response.
  boolean mayBeRetried() {
    return wasSilent && failure instanceof Failure.Unavailable;
  }
}
