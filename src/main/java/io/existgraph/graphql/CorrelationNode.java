package io.existgraph.graphql;

import io.existgraph.model.Correlation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A correlation, reached through the first of its attributes.
record CorrelationNode(AttributeNode attribute, Correlation row) {
  /// A lag is part of it where there is one.
  public String id() {
    List<@Nullable Object> path = new ArrayList<>();
    path.add(attribute.name());
    path.add(row.attribute2());
    path.add(row.date());
    path.add(row.period());
    if (row.lag() != null) {
      path.add(row.lag());
    }
    return attribute.owner().id("Correlation", path.toArray());
  }
}
