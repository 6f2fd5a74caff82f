package io.existgraph.demo;

/// The end of a request that cannot be carried out, with the answer to it.
final class Refused extends RuntimeException {
  private final transient Reply reply;

  Refused(Reply reply) {
    super(null, null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
