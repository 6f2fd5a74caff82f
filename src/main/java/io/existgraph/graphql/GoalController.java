package io.existgraph.graphql;

import io.existgraph.model.UnitSystem;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of a goal.
@Controller
@SchemaMapping(typeName = "Goal")
class GoalController {
  @SchemaMapping
  @Nullable String formatted(GoalNode goal, @Argument @Nullable UnitSystem units) {
    return goal.of().formatted(goal.target(), units);
  }
}
