package io.existgraph.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The streaks among consecutive days, of which the last is today: the one that is still going on,
/// and the longest, of equally long ones the latest. Null where there is none.
public record StreakStatistics(@Nullable IndexRange current, @Nullable IndexRange longest) {
  /// Days by their index, both inclusive.
  public record IndexRange(int from, int to) {
    public int days() {
      return to - from + 1;
    }
  }

  /// `reached` is whether each day counts, oldest first. Today breaks nothing before it is over.
  public static StreakStatistics of(List<Boolean> reached) {
    IndexRange longest = null;
    IndexRange latest = null;
    int length = 0;
    for (int day = 0; day < reached.size(); day++) {
      length = reached.get(day) ? length + 1 : 0;
      if (length > 0) {
        latest = new IndexRange(day - length + 1, day);
        longest = longest == null || length >= longest.days() ? latest : longest;
      }
    }
    boolean isCurrent = latest != null && latest.to() >= reached.size() - 2;
    return new StreakStatistics(isCurrent ? latest : null, longest);
  }
}
