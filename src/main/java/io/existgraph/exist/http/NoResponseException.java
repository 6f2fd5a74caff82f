package io.existgraph.exist.http;

import io.existgraph.exist.Failure;

/// The failure of an exchange without a readable response. `wasSent` unless it is certain that
/// nothing was sent; `wasCut` when its connection was refused, or ended before a whole response.
final class NoResponseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;
  private final boolean wasSent;
  private final boolean wasCut;

  NoResponseException(Failure failure, boolean wasSent, boolean wasCut) {
    super(failure.getClass().getSimpleName(), null, false, false);
    this.failure = failure;
    this.wasSent = wasSent;
    this.wasCut = wasCut;
  }

  Failure failure() {
    return failure;
  }

  boolean wasSent() {
    return wasSent;
  }

  /// Whether a read may be retried.
  boolean mayBeRetried() {
    return wasCut;
  }
}
