package io.existgraph.operation;

import io.existgraph.exist.AverageLookup;
import io.existgraph.model.AttributeName;
import io.existgraph.model.WeeklyAverage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The latest averages of all attributes, and an index of them by attribute.
record AverageResults(List<WeeklyAverage> all, Map<AttributeName, WeeklyAverage> byAttribute)
    implements AverageLookup {

  static AverageResults of(List<WeeklyAverage> all) {
    Map<AttributeName, WeeklyAverage> byAttribute = new HashMap<>();
    all.forEach(average -> byAttribute.putIfAbsent(average.attribute(), average));
    return new AverageResults(all, byAttribute);
  }

  @Override
  public @Nullable WeeklyAverage get(AttributeName name) {
    return byAttribute.get(name);
  }
}
