package io.existgraph.web;

/// The exception that carries a [RequestError].
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
