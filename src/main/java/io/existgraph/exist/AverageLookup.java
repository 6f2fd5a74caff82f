package io.existgraph.exist;

import io.existgraph.model.WeeklyAverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The latest averages of all attributes; null of an attribute that has none.
public interface AverageLookup extends LoadKey.AttributeDataLookup<@Nullable WeeklyAverage> {
  /// In the order of Exist.
  List<WeeklyAverage> all();
}
