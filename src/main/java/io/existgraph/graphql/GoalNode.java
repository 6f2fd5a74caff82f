package io.existgraph.graphql;

import io.existgraph.exist.LoadKey.Target;
import io.existgraph.model.ValueType;

/// The end of today's progress bar of an attribute, in its metric unit.
record GoalNode(AttributeNode of, ValueType type, Target target) {
  enum Source {
    GOAL_ATTRIBUTE,
    WEEKDAY_AVERAGE
  }

  Source source() {
    return target.isGoalAttribute() ? Source.GOAL_ATTRIBUTE : Source.WEEKDAY_AVERAGE;
  }
}
