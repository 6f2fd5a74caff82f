package io.existgraph.exist;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The reason why something could not be read or written. It may be shown to clients.
public sealed interface Failure {
  /// The HTTP status of the response that it comes from; null where there was none.
  default @Nullable Integer upstreamStatus() {
    return null;
  }

  record Unauthenticated(@Nullable Integer upstreamStatus) implements Failure {
    public Unauthenticated() {
      this(null);
    }
  }

  record Forbidden(@Nullable Integer upstreamStatus) implements Failure {
    public Forbidden() {
      this(null);
    }
  }

  record NotFound(@Nullable Integer upstreamStatus) implements Failure {
    public NotFound() {
      this(null);
    }
  }

  /// Another 4xx of Exist: the same request will fail again. `reason` is Exist's word for it, such
  /// as an error code of OAuth2.
  record Rejected(Integer upstreamStatus, @Nullable String reason) implements Failure {}

  /// A wrong name or password.
  record InvalidCredentials(@Nullable Integer upstreamStatus) implements Failure {}

  /// A code or refresh token that is wrong, used or expired.
  record InvalidGrant(@Nullable Integer upstreamStatus) implements Failure {}

  /// Sent, and the response was lost.
  record OutcomeUnknown(@Nullable Integer upstreamStatus) implements Failure {}

  /// The client id or secret is missing or refused.
  record InvalidClient(@Nullable Integer upstreamStatus) implements Failure {}

  record BadRequest(String message) implements Failure {}

  record RateLimited(@Nullable Duration retryAfter, @Nullable Integer upstreamStatus)
      implements Failure {
    public RateLimited(@Nullable Duration retryAfter) {
      this(retryAfter, null);
    }
  }

  /// Too many wrong attempts to sign in, or too many at once.
  record GuessedTooOften(@Nullable Duration retryAfter) implements Failure {}

  record TooCostly(String message) implements Failure {}

  record Timeout() implements Failure {}

  record Unavailable() implements Failure {}

  /// An error of Exist itself, or of what stands before it. `retryAfter` is null where not known.
  record ServerError(Integer upstreamStatus, @Nullable Duration retryAfter) implements Failure {}

  /// A response that cannot be read, or that is not Exist's own. `retryAfter` is null where not
  /// known.
  record BadResponse(@Nullable Integer upstreamStatus, @Nullable Duration retryAfter)
      implements Failure {
    public BadResponse() {
      this(null, null);
    }

    /// The same failure, of a response with that status.
    public BadResponse of(int status) {
      return new BadResponse(status, retryAfter);
    }
  }

  record NotSupported(String message) implements Failure {}

  record Overloaded(Duration retryAfter) implements Failure {}

  /// This failure, to be thrown.
  default FailureException asException() {
    return new FailureException(this);
  }
}
