package io.existgraph.simulator;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An insight about the values of an attribute. `period` is in days.
record SimulatedInsight(
    Instant created,
    @Nullable LocalDate targetDate,
    String html,
    String value,
    String value2,
    String type,
    int period,
    SimulatedAttribute attribute) {

  /// Exist's code of the period: 2 for a day, 3 for a week, 4 for a month.
  int priority() {
    return period == 1 ? 2 : period == 7 ? 3 : 4;
  }
}
