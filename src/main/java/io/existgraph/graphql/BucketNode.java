package io.existgraph.graphql;

import io.existgraph.statistics.Statistics;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some days of a series, and their statistics: those of a week or month within the range, or of
/// one day of the week.
record BucketNode(
    LoadedSeries loaded,
    List<DailyValueNode> days,
    @Nullable DayOfWeek weekday,
    Statistics statistics) {

  static BucketNode of(
      LoadedSeries loaded, List<DailyValueNode> days, @Nullable DayOfWeek weekday) {
    return new BucketNode(loaded, days, weekday, loaded.statistics(days));
  }

  @Nullable LocalDate from() {
    return weekday == null ? days.getFirst().date() : null;
  }

  @Nullable LocalDate to() {
    return weekday == null ? days.getLast().date() : null;
  }
}
