package io.existgraph.model;

import org.jspecify.annotations.Nullable;

/// What became of one item of a write. One that was refused is an answer, not an error.
public record WriteOutcome(Status status, @Nullable Cause cause) {
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

  public static final WriteOutcome APPLIED = new WriteOutcome(Status.APPLIED, null);

  /// Sent, and the answer was lost: it may have been applied.
  public static final WriteOutcome UNKNOWN =
      new WriteOutcome(
          Status.UNKNOWN,
          new Cause(
              Reason.OUTCOME_UNKNOWN,
              "WRITE_OUTCOME_UNKNOWN",
              "Exist's answer was lost: this may or may not have been written.",
              true));

  public static WriteOutcome rejected(Reason reason, String code, String message) {
    return new WriteOutcome(Status.REJECTED, new Cause(reason, code, message, false));
  }

  public static WriteOutcome notSent(Reason reason, String code, String message) {
    return new WriteOutcome(Status.NOT_SENT, new Cause(reason, code, message, true));
  }
}
