package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.model.Catalog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The fields of a group. Its attributes are counted with what the group was reached through.
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
final class AttributeGroupController {
  static final FieldTable<AttributeScope, AttributeGroupNode> FIELDS =
      FieldTable.<AttributeScope, AttributeGroupNode>of("AttributeGroup")
          .leaf("id", group -> group.owner().id("AttributeGroup", group.group().name()))
          .leaf("name", group -> group.group().name())
          .leaf("label", group -> group.group().label())
          .leaf("priority", group -> group.group().priority())
          .counted(
              "attributes",
              (scope, field, keys) -> AttributeController.collect(scope, field.children(), keys),
              (_, _, _) -> 0)
          .fetchList("attributes", AttributeNode.class, AttributeGroupController::attributes);

  private AttributeGroupController() {}

  private static CompletableFuture<@Nullable List<AttributeNode>> attributes(
      AttributeGroupNode group, DataFetchingEnvironment environment) {
    var key = group.scope().attributes();
    return FieldLoads.of(environment, key)
        .thenApply(loads -> attributes(group, loads.get(key).catalog()));
  }

  private static @Nullable List<AttributeNode> attributes(
      AttributeGroupNode group, @Nullable Catalog catalog) {
    String name = group.group().name();
    return catalog == null
        ? null
        : catalog.attributes().stream()
            .filter(own -> own.group() != null && own.group().name().equals(name))
            .map(own -> AttributeNode.listed(group.owner(), group.names(), own))
            .toList();
  }
}
