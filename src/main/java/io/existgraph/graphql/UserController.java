package io.existgraph.graphql;

import static io.existgraph.operation.planning.ResultSizes.times;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.InactiveAttributesKey;
import io.existgraph.exist.LoadKey.UserExistenceKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The fields of a user.
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
final class UserController {
  static final FieldTable<UserScope, UserNode> FIELDS =
      UserProfileFields.addTo(FieldTable.of("User"))
          .leaf("id", user -> user.id("User"))
          .within("groups", UserGroupController::groups, UserGroupController::size)
          .counted("attributes", UserController::attributes, UserController::attributesSize)
          .counted("attribute", UserController::attribute, UserController::attributeSize)
          .counted("averages", UserListController::averages, UserListController::averagesSize)
          .counted("insights", UserListController::insights, UserListController::insightsSize)
          .counted(
              "correlations",
              UserListController::correlations,
              UserListController::correlationsSize)
          .counted("days", UserDayController::days, UserDayController::size)
          .within("tags", TagController::collect, TagController::size)
          .fetchList("days", UserDayNode.class, UserDayController::days)
          .fetchList("groups", AttributeGroupNode.class, UserGroupController::groups)
          .fetchList("attributes", AttributeNode.class, UserController::attributes)
          .fetch("attribute", AttributeNode.class, UserController::attribute)
          .fetchList("averages", AverageNode.class, UserListController::averages)
          .fetchPage("insights", InsightNode.class, UserListController::insights)
          .fetchPage("correlations", CorrelationNode.class, UserListController::correlations);

  private UserController() {}

  /// The fields that Exist serves for the caller only: no request is sent for other users.
  private static final Set<String> OF_CALLER =
      Set.of("averages", "insights", "correlations", "tags");

  /// The keys of a user with these fields, also whether there is such a user at all.
  static void collect(UserScope scope, List<SelectedField> fields, KeyCollector keys) {
    UserExistenceKey key = new UserExistenceKey(scope.user());
    if (fields.stream().allMatch(field -> OF_CALLER.contains(field.name()))) {
      keys.addFree(key);
    } else if (!scope.user().isSelf()) {
      keys.add(key);
    }
    FIELDS.collect(scope, fields, keys);
  }

  private static void attributes(UserScope scope, SelectedField field, KeyCollector keys) {
    if (!field.arguments().matchNothing()) {
      AttributeScope attributes = scope.with(field.parsed(SelectedAttributes::selector));
      AttributeController.collect(attributes, field.children(), keys);
      if (field.arguments().isTrue("includeInactive")) {
        keys.add(new InactiveAttributesKey(scope.user(), null));
      }
    }
  }

  private static long attributesSize(UserScope scope, SelectedField field, ResultSizes sizes) {
    FieldArguments arguments = field.arguments();
    var names =
        new AttributeSelector.ByNamesAndGroups(arguments.names("names"), arguments.names("groups"));
    return times(sizes.count(scope.user(), names), attributeSize(scope, field, sizes));
  }

  /// Of each attribute: its lists alone, as the user has the attribute anyway.
  static long attributeSize(UserScope scope, SelectedField field, ResultSizes sizes) {
    AttributeScope attribute = scope.with(AttributeSelector.all());
    return scope.isNode()
        ? AttributeController.FIELDS.objectSize(attribute, field.children(), sizes)
        : AttributeController.FIELDS.size(attribute, field.children(), sizes);
  }

  private static CompletableFuture<@Nullable List<AttributeNode>> attributes(
      UserNode user, DataFetchingEnvironment environment) {
    SelectedField field = Operation.selected(environment);
    if (field.arguments().matchNothing()) {
      return CompletableFuture.completedFuture(List.of());
    }
    AttributeSelector names = field.parsed(SelectedAttributes::selector);
    return field.arguments().isTrue("includeInactive")
        ? attributesWithInactive(user, field, names, environment)
        : attributes(user, names, environment);
  }

  /// The attributes, and behind them those that are not tracked any more.
  private static CompletableFuture<@Nullable List<AttributeNode>> attributesWithInactive(
      UserNode user,
      SelectedField field,
      AttributeSelector names,
      DataFetchingEnvironment environment) {
    FieldArguments arguments = field.arguments();
    var wanted =
        new AttributeSelector.ByNamesAndGroups(arguments.names("names"), arguments.names("groups"));
    InactiveAttributesKey key = new InactiveAttributesKey(user.user(), null);
    return FieldLoads.of(environment, SelectedAttributes.keyOf(user.user(), names), key)
        .thenApply(
            loads -> {
              List<AttributeNode> active = SelectedAttributes.selected(user, names, loads);
              return active == null
                  ? null
                  : Stream.concat(
                          active.stream(),
                          new Catalog(loads.get(key))
                              .attributes().stream()
                                  .filter(wanted::matches)
                                  .map(own -> AttributeNode.listed(user, names, own)))
                      .toList();
            });
  }

  private static void attribute(UserScope scope, SelectedField field, KeyCollector keys) {
    attributes(scope, field, keys);
    String name = field.arguments().text("name");
    if (name != null && AttributeName.isName(name)) {
      keys.add(new InactiveAttributesKey(scope.user(), new AttributeName(name)));
    }
  }

  /// The attribute of that name: an active one, else one that is not tracked any more.
  private static CompletableFuture<@Nullable AttributeNode> attribute(
      UserNode user, DataFetchingEnvironment environment) {
    SelectedField field = Operation.selected(environment);
    AttributeSelector names = field.parsed(SelectedAttributes::selector);
    String name = field.arguments().text("name");
    if (name == null || !AttributeName.isName(name)) {
      return attributes(user, names, environment).thenApply(UserController::first);
    }
    InactiveAttributesKey inactive =
        new InactiveAttributesKey(user.user(), new AttributeName(name));
    return FieldLoads.of(environment, SelectedAttributes.keyOf(user.user(), names), inactive)
        .thenApply(
            loads -> {
              AttributeNode active = first(SelectedAttributes.selected(user, names, loads));
              return active == null
                  ? first(
                      loads.get(inactive).stream()
                          .map(own -> AttributeNode.listed(user, names, own))
                          .toList())
                  : active;
            });
  }

  private static @Nullable AttributeNode first(@Nullable List<AttributeNode> nodes) {
    return nodes == null || nodes.isEmpty() ? null : nodes.getFirst();
  }

  private static CompletableFuture<@Nullable List<AttributeNode>> attributes(
      UserNode user, AttributeSelector names, DataFetchingEnvironment environment) {
    return FieldLoads.of(environment, SelectedAttributes.keyOf(user.user(), names))
        .thenApply(loads -> SelectedAttributes.selected(user, names, loads));
  }
}
