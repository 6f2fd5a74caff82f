package io.existgraph.web;

/// A [RequestError] on its way out.
final class RequestErrorException extends RuntimeException {
  private final transient RequestError refusal;

  RequestErrorException(RequestError refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  RequestError refusal() {
    return refusal;
  }
}
