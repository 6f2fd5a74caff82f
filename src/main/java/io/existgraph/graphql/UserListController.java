package io.existgraph.graphql;

import static io.existgraph.operation.planning.ResultSizes.times;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.ListQuery;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.AveragesKey;
import io.existgraph.exist.LoadKey.UserListKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The fields of a user that list something of all attributes. Exist answers them of the caller
/// alone.
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
final class UserListController {
  private UserListController() {}

  private static Operation operation(UserNode user, DataFetchingEnvironment environment) {
    Operation operation = Operation.in(environment.getGraphQlContext());
    operation.loads().requireCaller(user.user());
    return operation;
  }

  private static AttributeSelector.ByNamesAndGroups averagesOf(SelectedField field) {
    return new AttributeSelector.ByNamesAndGroups(field.arguments().names("names"), null);
  }

  static void averages(UserScope scope, SelectedField field, KeyCollector keys) {
    if (!field.arguments().matchNothing()) {
      keys.add(new AveragesKey(scope.user()));
      AttributeScope rows = scope.with(field.parsed(UserListController::averagesOf));
      AverageController.FIELDS.collect(rows, field.children(), keys);
    }
  }

  static long averagesSize(UserScope scope, SelectedField field, ResultSizes sizes) {
    AttributeSelector names = field.parsed(UserListController::averagesOf);
    return times(
        sizes.count(scope.user(), names),
        AverageController.FIELDS.objectSize(scope.with(names), field.children(), sizes));
  }

  static CompletableFuture<List<AverageNode>> averages(
      UserNode user, DataFetchingEnvironment environment) {
    var _ = operation(user, environment);
    SelectedField field = Operation.selected(environment);
    if (field.arguments().matchNothing()) {
      return CompletableFuture.completedFuture(List.of());
    }
    AttributeSelector.ByNamesAndGroups names = field.parsed(UserListController::averagesOf);
    AveragesKey key = new AveragesKey(user.user());
    return FieldLoads.of(environment, key)
        .thenApply(
            loads ->
                loads.get(key).all().stream()
                    .filter(
                        row ->
                            names.names() == null
                                || AttributeName.isAmong(row.attribute().value(), names.names()))
                    .map(
                        row ->
                            new AverageNode(AttributeNode.named(user, names, row.attribute()), row))
                    .toList());
  }

  private static ListQuery<Insight> insightsOf(SelectedField field) {
    return field.arguments().list().insights(field.selects("totalCount"));
  }

  static void insights(UserScope scope, SelectedField field, KeyCollector keys) {
    ListQuery<Insight> query = field.parsed(UserListController::insightsOf);
    keys.add(new UserListKey<>(scope.user(), query));
    InsightController.rows(scope.with(new AttributeSelector.MentionedIn(query)), field, keys);
  }

  static long insightsSize(UserScope scope, SelectedField field, ResultSizes sizes) {
    return InsightController.pageSize(scope.with(AttributeSelector.all()), field, sizes);
  }

  static CompletableFuture<RelayConnection<InsightNode>> insights(
      UserNode user, DataFetchingEnvironment environment) {
    var _ = operation(user, environment);
    ListQuery<Insight> query =
        Operation.selected(environment).parsed(UserListController::insightsOf);
    AttributeSelector names = new AttributeSelector.MentionedIn(query);
    UserListKey<Insight> key = new UserListKey<>(user.user(), query);
    return FieldLoads.of(environment, key)
        .thenApply(
            loads ->
                RelayConnection.of(
                    query, loads.get(key), row -> new InsightNode(user, names, row)));
  }

  private static ListQuery<Correlation> correlationsOf(SelectedField field) {
    return field.arguments().list().batch(field.selects("totalCount"));
  }

  static void correlations(UserScope scope, SelectedField field, KeyCollector keys) {
    ListQuery<Correlation> query = field.parsed(UserListController::correlationsOf);
    keys.add(new UserListKey<>(scope.user(), query));
    AttributeScope mentioned = scope.with(new AttributeSelector.MentionedIn(query));
    var rows = new CorrelationController.CorrelationScope(mentioned, mentioned);
    FieldTables.rowsOf(field)
        .forEach(row -> CorrelationController.FIELDS.collect(rows, row.children(), keys));
  }

  static long correlationsSize(UserScope scope, SelectedField field, ResultSizes sizes) {
    return CorrelationController.pageSize(scope.with(AttributeSelector.all()), field, sizes);
  }

  static CompletableFuture<@Nullable RelayConnection<CorrelationNode>> correlations(
      UserNode user, DataFetchingEnvironment environment) {
    if (!operation(user, environment).api().can(ApiFeature.BATCH)) {
      return CompletableFuture.completedFuture(null);
    }
    ListQuery<Correlation> query =
        Operation.selected(environment).parsed(UserListController::correlationsOf);
    UserListKey<Correlation> key = new UserListKey<>(user.user(), query);
    return FieldLoads.of(environment, key)
        .thenApply(
            loads ->
                RelayConnection.of(query, loads.get(key), row -> correlation(user, query, row)));
  }

  private static CorrelationNode correlation(
      UserNode user, ListQuery<Correlation> query, Correlation row) {
    AttributeSelector mentioned = new AttributeSelector.MentionedIn(query);
    return new CorrelationNode(
        AttributeNode.named(user, mentioned, row.attribute()), mentioned, row);
  }
}
