package io.existgraph.exist.http;

import io.existgraph.exist.Failure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The failure of an exchange without a readable response. `wasSent` unless it is certain that
/// nothing was sent; `wasCut` when its connection was refused, or ended before a whole response.
final class NoResponseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;
  private final boolean wasSent;
  private final boolean wasCut;
  private final transient @Nullable Mono<ExistResponse> response;

  private final String reason;

  NoResponseException(Failure failure, boolean wasSent, boolean wasCut) {
    this(failure, wasSent, wasCut, failure.getClass().getSimpleName(), null);
  }

  /// `reason` is a fixed text for logs.
  NoResponseException(Failure failure, boolean wasSent, boolean wasCut, String reason) {
    this(failure, wasSent, wasCut, reason, null);
  }

  private NoResponseException(
      Failure failure,
      boolean wasSent,
      boolean wasCut,
      String reason,
      @Nullable Mono<ExistResponse> response) {
    super(failure.getClass().getSimpleName(), null, false, false);
    this.failure = failure;
    this.wasSent = wasSent;
    this.wasCut = wasCut;
    this.reason = reason;
    this.response = response;
  }

  /// The same failure of an exchange whose response is still to come.
  NoResponseException followedBy(@Nullable Mono<ExistResponse> next) {
    return new NoResponseException(failure, wasSent, wasCut, reason, next);
  }

  /// The response that is still to come; null when none is waited for.
  @Nullable Mono<ExistResponse> response() {
    return response;
  }

  Failure failure() {
    return failure;
  }

  String reason() {
    return reason;
  }

  boolean wasSent() {
    return wasSent;
  }

  /// Whether a read may be retried.
  boolean mayBeRetried() {
    return wasCut;
  }
}
