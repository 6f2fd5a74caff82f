package io.existgraph.model;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// An interesting event that Exist found in the user's data. `created` keeps the offset it came
/// with.
public record Insight(
    OffsetDateTime created,
    @Nullable LocalDate targetDate,
    @Nullable String html,
    @Nullable String text,
    @Nullable String value,
    @Nullable String value2,
    @Nullable String comment,
    InsightType type) {

  /// What kind of event it is; `priority` is Exist's number, 1 (real-time) to 4 (month).
  public record InsightType(
      String name,
      @Nullable Integer period,
      @Nullable Integer priority,
      @Nullable Attribute attribute) {
    /// Stands for every number that Exist does not document.
    public static final int UNKNOWN_PRIORITY = 0;

    private static final int MAX_PRIORITY = 4;

    /// Whether Exist documents that number.
    public static boolean isKnown(@Nullable Integer priority) {
      return priority != null && priority > UNKNOWN_PRIORITY && priority <= MAX_PRIORITY;
    }

    /// Whether the number is that one; with [#UNKNOWN_PRIORITY], whether it is undocumented.
    public boolean hasPriority(int wanted) {
      return isKnown(wanted) ? Integer.valueOf(wanted).equals(priority) : !isKnown(priority);
    }
  }
}
