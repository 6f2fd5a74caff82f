package io.existgraph.simulator;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An interesting event in somebody's data. The period is in days.
record SimulatedInsight(
    Instant created,
    @Nullable LocalDate targetDate,
    String html,
    String value,
    String value2,
    String type,
    int period,
    SimulatedAttribute attribute) {

  /// Exist's number for how long a time it speaks of: 2 a day, 3 a week, 4 a month.
  int priority() {
    return period == 1 ? 2 : period == 7 ? 3 : 4;
  }
}
