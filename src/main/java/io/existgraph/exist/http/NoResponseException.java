package io.existgraph.exist.http;

import io.existgraph.exist.Failure;

/// No answer, or none that can be read. `wasSent` unless it is certain that nothing left;
/// `wasSilent` when not even the head of an answer came.
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

  /// Whether a read may be tried once more: it was refused or cut off before any answer.
  boolean mayBeRetried() {
    return wasSilent && failure instanceof Failure.Unavailable;
  }
}
