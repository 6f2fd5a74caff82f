package io.existgraph.exist;

import io.existgraph.data.DecodedResponse;
import reactor.core.publisher.Mono;

/// The failure of a read that was not answered in time, with the response that is still to come.
public final class OverdueException extends FailureException {
  private static final long serialVersionUID = 1;

  private final transient Mono<DecodedResponse> response;

  public OverdueException(Failure failure, Mono<DecodedResponse> response) {
    super(failure);
    this.response = response;
  }

  /// Fails as the read itself would.
  public Mono<DecodedResponse> response() {
    return response;
  }
}
