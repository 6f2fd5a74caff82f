package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.LoadKey.GoalTarget;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.UnitSystem;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.SelectedField;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The fields of a goal, and how goals are loaded.
final class GoalController {
  static final FieldTable<AttributeScope, GoalNode> FIELDS =
      FieldTable.<AttributeScope, GoalNode>of("Goal")
          .leaf("id", goal -> goal.of().owner().id("Goal", goal.of().name(), goal.target().day()))
          .leaf("target", AttributeScope::collectNumber, GoalController::target)
          .leaf("progress", goal -> goal.target().progress())
          .leaf("source", GoalNode::source)
          .leaf(
              "formatted",
              AttributeScope::collectFormatted,
              (goal, environment) ->
                  UnitSystemResolver.formatted(
                      goal.of(), goal.type(), goal.target().target(), environment));

  private static @Nullable Object target(GoalNode goal, DataFetchingEnvironment environment) {
    return UnitSystemResolver.read(
        goal.of(),
        goal.type(),
        UnitSystemResolver.argument(environment, UnitSystem.METRIC),
        environment,
        (_, unit, system) -> AttributeValues.converted(goal.target().target(), unit, system));
  }

  static void goal(AttributeScope scope, SelectedField field, KeyCollector keys) {
    collect(scope, keys);
    FIELDS.collect(scope, field.children(), keys);
  }

  /// The keys of the goals themselves.
  static void collect(AttributeScope scope, KeyCollector keys) {
    keys.add(scope.goals());
    keys.add(scope.profile());
    keys.add(scope.attributes());
    keys.add(scope.types());
  }

  static CompletableFuture<@Nullable GoalNode> goal(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    var key = attribute.scope().goals();
    return FieldLoads.of(environment, attribute.typeKeys(key))
        .thenApply(
            loads -> {
              var type = attribute.type(loads);
              GoalTarget target = loads.get(key).goal(attribute.name(), type);
              return target == null ? null : new GoalNode(attribute, type, target);
            });
  }
}
