package io.existgraph.graphql;

import org.jspecify.annotations.Nullable;

/// The end of today's progress bar of an attribute, in its metric unit.
record GoalNode(
    AttributeNode of, String id, double target, @Nullable Double progress, Source source) {
  enum Source {
    GOAL_ATTRIBUTE,
    WEEKDAY_AVERAGE
  }
}
