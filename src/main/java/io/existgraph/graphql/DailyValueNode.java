package io.existgraph.graphql;

import io.existgraph.model.ValueType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An attribute's value on one day of a series; null where nothing was recorded.
record DailyValueNode(DailySeries series, LocalDate date, @Nullable Object value) {
  AttributeNode attribute() {
    return series.attribute();
  }

  ValueType type() {
    return series.type();
  }
}
