package io.existgraph.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The values of consecutive days that were fetched at one moment. Days are counted from the epoch.
record ConsecutiveValues(long firstDay, PackedValueArray values, Instant fetchedAt) {
  private static final int OVERHEAD = 72;

  /// The day after the last one.
  long end() {
    return firstDay + values.length();
  }

  boolean covers(long day) {
    return day >= firstDay && day < end();
  }

  @Nullable Object on(long day) {
    return values.get((int) (day - firstDay));
  }

  /// The days from one up to another, exclusive.
  ConsecutiveValues slice(long from, long to) {
    return from == firstDay && to == end()
        ? this
        : new ConsecutiveValues(
            from, values.slice((int) (from - firstDay), (int) (to - firstDay)), fetchedAt);
  }

  /// Whether both can be one run. Days with values and a long time without are kept apart.
  boolean isContinuedBy(ConsecutiveValues next) {
    return end() == next.firstDay
        && fetchedAt.equals(next.fetchedAt)
        && values.isEmpty() == next.values.isEmpty();
  }

  ConsecutiveValues joinedWith(ConsecutiveValues next) {
    return new ConsecutiveValues(firstDay, PackedValueArray.joined(values, next.values), fetchedAt);
  }

  int weight() {
    return OVERHEAD + values.weight();
  }
}
