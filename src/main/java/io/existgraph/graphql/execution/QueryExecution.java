package io.existgraph.graphql.execution;

import graphql.GraphQLContext;
import graphql.collect.ImmutableMapWithNullValues;
import graphql.execution.ExecutionContext;
import graphql.execution.ValuesResolver;
import graphql.schema.DataFetchingFieldSelectionSet;
import graphql.schema.DataFetchingFieldSelectionSetImpl;
import graphql.schema.GraphQLArgument;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;

/// One request's execution of a compiled query: what was looked up for its fields once, however
/// many objects have them.
final class QueryExecution {
  private final ExecutionContext context;
  private final GraphQLContext request;
  private final CompletableFuture<Boolean> loading = new CompletableFuture<>();
  private @Nullable Map<String, Object>[] arguments;
  private @Nullable DataFetchingFieldSelectionSet[] selectionSets;
  private volatile boolean usesDataLoaders;

  @SuppressWarnings({"unchecked", "rawtypes"})
  QueryExecution(ExecutionContext context, GraphQLContext request, int fieldCount) {
    this.context = context;
    this.request = request;
    this.arguments = new Map[fieldCount];
    this.selectionSets = new DataFetchingFieldSelectionSet[fieldCount];
  }

  ExecutionContext context() {
    return context;
  }

  /// The values of this request.
  GraphQLContext request() {
    return request;
  }

  /// A field's arguments, coerced.
  Map<String, Object> arguments(SelectedField field) {
    List<GraphQLArgument> defined = field.definition().getArguments();
    if (defined.isEmpty()) {
      return Map.of();
    }
    int index = field.index();
    if (index >= arguments.length) { // of a type that was met first in this request
      arguments = Arrays.copyOf(arguments, index + 1);
    }
    Map<String, Object> known = arguments[index];
    if (known == null) {
      known = ImmutableMapWithNullValues.copyOf(coerced(field, defined));
      arguments[index] = known;
    }
    return known;
  }

  private Map<String, Object> coerced(SelectedField field, List<GraphQLArgument> defined) {
    return ValuesResolver.getArgumentValues(
        context.getGraphQLSchema().getCodeRegistry(),
        defined,
        field.field().getArguments(),
        context.getCoercedVariables(),
        request,
        context.getLocale());
  }

  /// What a field selects in all, of an object that stands there.
  DataFetchingFieldSelectionSet selectionSet(SelectedField field, Position object) {
    int index = field.index();
    if (index >= selectionSets.length) {
      selectionSets = Arrays.copyOf(selectionSets, index + 1);
    }
    DataFetchingFieldSelectionSet known = selectionSets[index];
    if (known == null) {
      known =
          DataFetchingFieldSelectionSetImpl.newCollector(
              context.getGraphQLSchema(),
              field.definition().getType(),
              () ->
                  context
                      .getNormalizedQueryTree()
                      .get()
                      .getNormalizedField(
                          field.field(), field.parentType(), object.ofField(field).path()));
      selectionSets[index] = known;
    }
    return known;
  }

  /// Nobody dispatches what is loaded here: what is not loaded yet has to be executed in another
  /// way.
  <K, V extends @Nullable Object> @Nullable DataLoader<K, V> dataLoader(String name) {
    usesDataLoaders = true;
    loading.complete(true);
    return context.getDataLoaderRegistry().getDataLoader(name);
  }

  boolean usesDataLoaders() {
    return usesDataLoaders;
  }

  /// Completes when a data fetcher takes a data loader.
  CompletableFuture<Boolean> loading() {
    return loading;
  }
}
