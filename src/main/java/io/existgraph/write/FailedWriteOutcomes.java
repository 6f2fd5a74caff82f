package io.existgraph.write;

import io.existgraph.exist.Failure;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;

/// The outcomes of all items of a write request that failed as a whole.
final class FailedWriteOutcomes {
  /// The outcome of items sent with a credential that Exist does not accept.
  static final WriteOutcome UNAUTHENTICATED =
      WriteOutcome.rejected(
          OutcomeReason.NOT_ALLOWED, "UNAUTHENTICATED", "Exist does not accept the credential.");

  private FailedWriteOutcomes() {}

  /// Of items in a request that Exist refused.
  static WriteOutcome refused(Failure failure) {
    return switch (failure) {
      case Failure.Unauthenticated _ -> UNAUTHENTICATED;
      case Failure.Forbidden _ ->
          WriteOutcome.rejected(
              OutcomeReason.NOT_ALLOWED, "FORBIDDEN", "Exist does not allow this.");
      default ->
          WriteOutcome.rejected(
              OutcomeReason.OTHER, "UPSTREAM_REJECTED", "Exist rejected the request.");
    };
  }

  /// Of items in a request that was not sent.
  static WriteOutcome notSent(Failure failure) {
    return switch (failure) {
      case Failure.Unauthenticated _ -> UNAUTHENTICATED; // as rejected a moment before
      case Failure.RateLimited _ ->
          WriteOutcome.notSent(
              OutcomeReason.RATE_LIMITED,
              "RATE_LIMITED",
              "The limit of requests to Exist is reached.");
      default ->
          WriteOutcome.notSent(
              OutcomeReason.UPSTREAM, "UPSTREAM_UNAVAILABLE", "Exist could not be reached.");
    };
  }
}
