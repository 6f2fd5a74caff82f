package io.existgraph.graphql;

import io.existgraph.exist.AttributeSelector;
import io.existgraph.model.Attribute;
import io.existgraph.model.Insight;
import org.jspecify.annotations.Nullable;

/// An insight of a user. Its attribute is among those of the selector.
record InsightNode(UserNode owner, AttributeSelector names, Insight row) {
  String id() {
    return owner.id(
        "Insight",
        row.created().toInstant(),
        row.type().name(),
        row.type().attribute() == null ? null : row.type().attribute().name(),
        row.targetDate());
  }

  /// What kind of insight it is.
  record InsightTypeNode(InsightNode insight) {
    private Insight.InsightType row() {
      return insight.row().type();
    }

    String id() {
      Attribute attribute = row().attribute();
      return insight
          .owner()
          .id("InsightType", row().name(), attribute == null ? null : attribute.name());
    }

    String name() {
      return row().name();
    }

    @Nullable Integer period() {
      return row().period();
    }

    @Nullable Integer priority() {
      return row().priority();
    }

    @Nullable AttributeNode attribute() {
      Attribute attribute = row().attribute();
      return attribute == null
          ? null
          : AttributeNode.mentioned(insight.owner(), insight.names(), attribute);
    }
  }
}
