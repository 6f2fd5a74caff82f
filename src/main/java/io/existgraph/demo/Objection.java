package io.existgraph.demo;

/// Why one item of a write cannot be carried out, as Exist tells it.
final class Objection extends RuntimeException {
  private final String code;

  Objection(String code, String error) {
    super(error, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
