package io.existgraph.exist.http;

/// A response after which a read may be sent again: that of an intermediary which reports that
/// Exist did not answer, or a 429. Has no stack trace.
final class RetriableResponseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ExistResponse response;

  RetriableResponseException(ExistResponse response) {
    super("retriable response", null, false, false);
    this.response = response;
  }

  ExistResponse response() {
    return response;
  }
}
