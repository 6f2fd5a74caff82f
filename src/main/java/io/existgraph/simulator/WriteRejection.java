package io.existgraph.simulator;

/// Why one item of a write cannot be carried out, as Exist tells it.
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
