package io.existgraph.model;

import org.jspecify.annotations.Nullable;

/// The outcome of one item of a write. A rejected item is an outcome, not an error. `state` is that
/// of the attribute afterwards, where the response has it.
public record WriteOutcome(
    OutcomeStatus status, @Nullable OutcomeCause cause, @Nullable AttributeState state) {
  public enum OutcomeStatus {
    APPLIED,
    REJECTED,
    NOT_SENT,
    UNKNOWN
  }

  public enum OutcomeReason {
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

  /// The reason of an outcome other than APPLIED. `code` is Exist's own, or the gateway's.
  public record OutcomeCause(
      OutcomeReason reason, String code, String message, boolean isRetryable) {}

  /// The name of an attribute and the value of the day as Exist stored it, after the write.
  public record AttributeState(@Nullable AttributeName name, @Nullable Object value) {}

  /// The value of the day after this item was applied: as the response has it or, where the
  /// response leaves it out, as it was sent; null where neither is known.
  public @Nullable Object valueAfter(@Nullable WriteItem item) {
    Object stored = state == null ? null : state.value();
    return stored == null && item instanceof WriteItem.ValueUpdate update ? update.value() : stored;
  }

  public static final WriteOutcome APPLIED = new WriteOutcome(OutcomeStatus.APPLIED, null, null);

  /// Sent, and the answer was lost: it may have been applied.
  public static final WriteOutcome UNKNOWN =
      new WriteOutcome(
          OutcomeStatus.UNKNOWN,
          new OutcomeCause(
              OutcomeReason.OUTCOME_UNKNOWN,
              "WRITE_OUTCOME_UNKNOWN",
              "Exist's answer was lost: this may or may not have been written.",
              true),
          null);

  /// The outcome of an item that Exist applied, and the state it led to.
  public static WriteOutcome applied(@Nullable AttributeName name, @Nullable Object value) {
    return new WriteOutcome(OutcomeStatus.APPLIED, null, new AttributeState(name, value));
  }

  public static WriteOutcome rejected(OutcomeReason reason, String code, String message) {
    return new WriteOutcome(
        OutcomeStatus.REJECTED, new OutcomeCause(reason, code, message, false), null);
  }

  public static WriteOutcome notSent(OutcomeReason reason, String code, String message) {
    return new WriteOutcome(
        OutcomeStatus.NOT_SENT, new OutcomeCause(reason, code, message, true), null);
  }
}
