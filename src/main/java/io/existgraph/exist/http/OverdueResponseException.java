package io.existgraph.exist.http;

import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import reactor.core.publisher.Mono;

/// The failure of a read that was not answered in time, with the response that is still to come.
public final class OverdueResponseException extends FailureException {
  private static final long serialVersionUID = 1;

  private final transient Mono<ExistResponse> response;

  OverdueResponseException(Failure failure, Mono<ExistResponse> response) {
    super(failure);
    this.response = response;
  }

  /// Fails as the read itself would.
  public Mono<ExistResponse> response() {
    return response;
  }
}
