package io.existgraph.graphql;

import static io.existgraph.operation.planning.ResultSizes.sum;
import static io.existgraph.operation.planning.ResultSizes.times;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.model.Catalog;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The groups of a user's attributes.
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
final class UserGroupController {
  private UserGroupController() {}

  private static AttributeSelector.ByNamesAndGroups groupsNamed(SelectedField field) {
    return new AttributeSelector.ByNamesAndGroups(null, field.arguments().names("names"));
  }

  static void groups(UserScope scope, SelectedField field, KeyCollector keys) {
    if (!field.arguments().matchNothing()) {
      AttributeScope attributes = scope.with(field.parsed(UserGroupController::groupsNamed));
      keys.add(attributes.attributes());
      AttributeGroupController.FIELDS.collect(attributes, field.children(), keys);
    }
  }

  static long size(UserScope scope, SelectedField field, ResultSizes sizes) {
    return times(
        sizes.count(scope.user(), field.parsed(UserGroupController::groupsNamed)),
        sum(field.below("attributes"), below -> UserController.attributeSize(scope, below, sizes)));
  }

  static CompletableFuture<@Nullable List<AttributeGroupNode>> groups(
      UserNode user, DataFetchingEnvironment environment) {
    SelectedField field = Operation.selected(environment);
    if (field.arguments().matchNothing()) {
      return CompletableFuture.completedFuture(List.of());
    }
    AttributeSelector.ByNamesAndGroups names = field.parsed(UserGroupController::groupsNamed);
    var key = new AttributeScope(user.user(), names).attributes();
    return FieldLoads.of(environment, key)
        .thenApply(loads -> groups(user, names, loads.get(key).catalog()));
  }

  private static @Nullable List<AttributeGroupNode> groups(
      UserNode user, AttributeSelector.ByNamesAndGroups names, @Nullable Catalog catalog) {
    return catalog == null
        ? null
        : catalog.groups().stream()
            .filter(names::isInGroups)
            .map(group -> new AttributeGroupNode(user, names, group))
            .toList();
  }
}
