package io.existgraph.exist;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The reason why something could not be read or written. Contains nothing that a client may not
/// see.
public sealed interface Failure {
  record Unauthenticated() implements Failure {}

  record Forbidden() implements Failure {}

  record NotFound() implements Failure {}

  /// A wrong name or password.
  record InvalidCredentials() implements Failure {}

  /// A code or refresh token that is wrong, used or expired.
  record InvalidGrant() implements Failure {}

  /// Sent, and the response was lost.
  record OutcomeUnknown() implements Failure {}

  /// The client id or secret is missing or refused.
  record InvalidClient() implements Failure {}

  record BadRequest(String message) implements Failure {}

  record RateLimited(@Nullable Duration retryAfter) implements Failure {}

  /// Too many wrong attempts to sign in, or too many at once.
  record GuessedTooOften(@Nullable Duration retryAfter) implements Failure {}

  record TooCostly(String message) implements Failure {}

  record Timeout() implements Failure {}

  record Unavailable() implements Failure {}

  record ServerError() implements Failure {}

  record BadResponse() implements Failure {}

  record NotSupported(String message) implements Failure {}

  record Overloaded(Duration retryAfter) implements Failure {}

  /// This failure, to be thrown.
  default FailureException asException() {
    return new FailureException(this);
  }
}
