package io.existgraph.simulator;

/// A refused item of a write, with the error code and message of Exist.
final class WriteRejection extends RuntimeException {
  private final String code;

  WriteRejection(String code, String error) {
    super(error, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
