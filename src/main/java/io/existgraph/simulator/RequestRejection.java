package io.existgraph.simulator;

/// The end of a request that cannot be carried out, with the answer to it.
final class RequestRejection extends RuntimeException {
  private final transient ApiReply reply;

  RequestRejection(ApiReply reply) {
    super(null, null, false, false);
    this.reply = reply;
  }

  ApiReply reply() {
    return reply;
  }
}
