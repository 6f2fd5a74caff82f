package io.existgraph.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The state of the comparison between an instance's log of an hour and Redis. Not thread-safe.
final class HourComparison {
  /// The server's state with which an hour was compared: of which connection, and after which loss
  /// of messages.
  record ComparisonBasis(long generation, long continuity) {}

  private boolean isComplete;
  private String generation = "";
  private @Nullable ComparisonBasis basis;
  private long inquiry = -1;
  private @Nullable Long checkedAt;

  boolean isComplete() {
    return isComplete;
  }

  /// The generation of Redis' state that was seen last.
  String generation() {
    return generation;
  }

  boolean isOfConnection(ComparisonBasis now) {
    return basis != null && basis.generation() == now.generation();
  }

  /// Records that the other instances were asked what they know.
  boolean inquired(ComparisonBasis now) {
    inquiry = now.continuity();
    return true;
  }

  /// Whether the other instances were asked, or the hour was compared, since messages were lost.
  boolean isInquired(ComparisonBasis now) {
    return inquiry == now.continuity() || (basis != null && basis.continuity() == now.continuity());
  }

  /// Whether this instance may lack something that Redis has.
  boolean mustLearn(ComparisonBasis now) {
    return !now.equals(basis);
  }

  boolean compared(String newGeneration, ComparisonBasis newBasis) {
    generation = newGeneration;
    basis = newBasis;
    isComplete = true;
    return true;
  }

  /// Whether Redis is to be called without need, which is not more often than that.
  boolean isCheckDue(Duration interval, long now) {
    boolean isDue = checkedAt == null || now - checkedAt >= interval.toNanos();
    checkedAt = isDue ? Long.valueOf(now) : checkedAt;
    return isDue;
  }

  /// Records that Redis counts something that is not known here.
  boolean differs() {
    basis = basis == null ? null : new ComparisonBasis(basis.generation(), -1);
    return true;
  }
}
