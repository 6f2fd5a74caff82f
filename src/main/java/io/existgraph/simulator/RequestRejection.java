package io.existgraph.simulator;

/// A refused request with its error response.
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
