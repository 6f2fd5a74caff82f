package io.existgraph.graphql;

import io.existgraph.model.Insight;

/// An insight of a user.
record InsightNode(UserNode owner, Insight row) {
  public String id() {
    return owner.id(
        "Insight",
        row.created().toInstant(),
        row.type().name(),
        row.type().attribute() == null ? null : row.type().attribute().name(),
        row.targetDate());
  }
}
