package io.existgraph.graphql;

import io.existgraph.exist.AttributeSelector;
import io.existgraph.model.Correlation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A correlation, reached through the first of its attributes. The second one is among `others`.
record CorrelationNode(AttributeNode attribute, AttributeSelector others, Correlation row) {
  /// A variant is part of it where there is one.
  String id() {
    List<@Nullable Object> path = new ArrayList<>();
    path.add(attribute.name());
    path.add(row.attribute2());
    path.add(row.date());
    path.add(row.period());
    if (row.variant() != null) {
      path.add(row.variant());
    }
    return attribute.owner().id("Correlation", path.toArray());
  }
}
