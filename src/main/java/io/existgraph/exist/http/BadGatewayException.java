package io.existgraph.exist.http;

/// A response by which an intermediary reports that Exist did not answer. Has no stack trace.
final class BadGatewayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ExistResponse response;

  BadGatewayException(ExistResponse response) {
    super("bad gateway", null, false, false);
    this.response = response;
  }

  ExistResponse response() {
    return response;
  }
}
