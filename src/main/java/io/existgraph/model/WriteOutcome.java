package io.existgraph.model;

import org.jspecify.annotations.Nullable;

/// What became of one item of a write. One that was refused is an answer, not an error.
///
/// `told` is what Exist says of the attribute afterwards, where it does.
public record WriteOutcome(Status status, @Nullable Cause cause, @Nullable Told told) {
  public enum Status {
    APPLIED,
    REJECTED,
    NOT_SENT,
    UNKNOWN
  }

  public enum Reason {
    MISSING_FIELD,
    NOT_OWNED,
    NOT_FOUND,
    NOT_ALLOWED,
    INVALID_VALUE,
    RATE_LIMITED,
    UPSTREAM,
    OUTCOME_UNKNOWN,
    OTHER
  }

  /// Why. `code` is Exist's own, or the gateway's.
  public record Cause(Reason reason, String code, String message, boolean isRetryable) {}

  /// The attribute's name and its value of the day, as they are now.
  public record Told(@Nullable AttributeName name, @Nullable Object value) {}

  public static final WriteOutcome APPLIED = new WriteOutcome(Status.APPLIED, null, null);

  /// Sent, and the answer was lost: it may have been applied.
  public static final WriteOutcome UNKNOWN =
      new WriteOutcome(
          Status.UNKNOWN,
          new Cause(
              Reason.OUTCOME_UNKNOWN,
              "WRITE_OUTCOME_UNKNOWN",
              "Exist's answer was lost: this may or may not have been written.",
              true),
          null);

  /// Taken, and what it is now.
  public static WriteOutcome applied(@Nullable AttributeName name, @Nullable Object value) {
    return new WriteOutcome(Status.APPLIED, null, new Told(name, value));
  }

  public static WriteOutcome rejected(Reason reason, String code, String message) {
    return new WriteOutcome(Status.REJECTED, new Cause(reason, code, message, false), null);
  }

  public static WriteOutcome notSent(Reason reason, String code, String message) {
    return new WriteOutcome(Status.NOT_SENT, new Cause(reason, code, message, true), null);
  }
}
