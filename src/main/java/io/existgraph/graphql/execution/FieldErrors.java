package io.existgraph.graphql.execution;

import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.execution.ExecutionContext;
import graphql.execution.NonNullableFieldWasNullError;
import graphql.execution.ResultPath;
import graphql.extensions.ExtensionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The errors of an execution in the order of its fields. They are reported when the execution is
/// complete, so that one that is given up reports none.
final class FieldErrors {
  private sealed interface Entry {}

  private record Thrown(FieldEnvironment environment, Throwable exception) implements Entry {}

  private record Found(List<? extends GraphQLError> errors) implements Entry {}

  private record NullFound(NonNullableFieldWasNullError error, ResultPath path) implements Entry {}

  private record Extensions(Map<Object, Object> values) implements Entry {}

  private final List<Entry> entries = new ArrayList<>(0);

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void addThrown(FieldEnvironment environment, Throwable exception) {
    entries.add(new Thrown(environment, exception));
  }

  void add(GraphQLError error) {
    entries.add(new Found(List.of(error)));
  }

  /// Those that a data fetcher returned beside its data.
  void addAllOf(DataFetcherResult<?> result) {
    if (!result.getErrors().isEmpty()) {
      entries.add(new Found(result.getErrors()));
    }
    Map<Object, Object> extensions = result.getExtensions();
    if (extensions != null) {
      entries.add(new Extensions(extensions));
    }
  }

  /// Reported only where its path has no other error.
  void addNull(NonNullableFieldWasNullError error, ResultPath path) {
    entries.add(new NullFound(error, path));
  }

  /// Completes when all are added to the context; `handler` makes errors of exceptions.
  CompletableFuture<@Nullable Void> report(
      ExecutionContext context,
      BiFunction<FieldEnvironment, Throwable, CompletableFuture<DataFetcherResult<Object>>>
          handler) {
    CompletableFuture<@Nullable Void> reported = CompletableFuture.completedFuture(null);
    for (Entry entry : entries) {
      reported =
          switch (entry) {
            case Thrown(var environment, var exception) ->
                reported
                    .thenCompose(_ -> handler.apply(environment, exception))
                    .thenAccept(result -> context.addErrors(result.getErrors()));
            case Found(var errors) ->
                reported.thenRun(() -> context.addErrors(List.copyOf(errors)));
            case NullFound(var error, var path) ->
                reported.thenRun(() -> context.addError(error, path));
            case Extensions(var values) -> reported.thenRun(() -> extend(context, values));
          };
    }
    return reported;
  }

  private static void extend(ExecutionContext context, Map<Object, Object> values) {
    ExtensionsBuilder extensions = context.getGraphQLContext().get(ExtensionsBuilder.class);
    if (extensions != null) {
      extensions.addValues(values);
    }
  }
}
