package io.existgraph.graphql;

import io.existgraph.exist.LoadKey.GoalTarget;
import io.existgraph.model.ValueType;

/// The end of today's progress bar of an attribute, in its metric unit.
record GoalNode(AttributeNode of, ValueType type, GoalTarget target) {
  enum GoalSource {
    GOAL_ATTRIBUTE,
    WEEKDAY_AVERAGE
  }

  GoalSource source() {
    return target.isGoalAttribute() ? GoalSource.GOAL_ATTRIBUTE : GoalSource.WEEKDAY_AVERAGE;
  }
}
