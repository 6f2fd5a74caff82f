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
  private sealed interface ReportedError {}

  private record Thrown(FieldEnvironment environment, Throwable exception)
      implements ReportedError {}

  private record FetchedErrors(List<? extends GraphQLError> errors) implements ReportedError {}

  private record NullFound(NonNullableFieldWasNullError error, ResultPath path)
      implements ReportedError {}

  private record Extensions(Map<Object, Object> values) implements ReportedError {}

  private final List<ReportedError> errors = new ArrayList<>(0);

  boolean isEmpty() {
    return errors.isEmpty();
  }

  void addThrown(FieldEnvironment environment, Throwable exception) {
    errors.add(new Thrown(environment, exception));
  }

  void add(GraphQLError error) {
    errors.add(new FetchedErrors(List.of(error)));
  }

  /// Those that a data fetcher returned beside its data.
  void addAllOf(DataFetcherResult<?> result) {
    if (!result.getErrors().isEmpty()) {
      errors.add(new FetchedErrors(result.getErrors()));
    }
    Map<Object, Object> extensions = result.getExtensions();
    if (extensions != null) {
      errors.add(new Extensions(extensions));
    }
  }

  /// Reported only where its path has no other error.
  void addNull(NonNullableFieldWasNullError error, ResultPath path) {
    errors.add(new NullFound(error, path));
  }

  /// Completes when all are added to the context; `handler` makes errors of exceptions.
  CompletableFuture<@Nullable Void> report(
      ExecutionContext context,
      BiFunction<FieldEnvironment, Throwable, CompletableFuture<DataFetcherResult<Object>>>
          handler) {
    CompletableFuture<@Nullable Void> reported = CompletableFuture.completedFuture(null);
    for (ReportedError next : errors) {
      reported =
          switch (next) {
            case Thrown(var environment, var exception) ->
                reported
                    .thenCompose(_ -> handler.apply(environment, exception))
                    .thenAccept(result -> context.addErrors(result.getErrors()));
            case FetchedErrors(var fetched) ->
                reported.thenRun(() -> context.addErrors(List.copyOf(fetched)));
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
