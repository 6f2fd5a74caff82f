package io.existgraph.graphql.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The values of the root fields, fetched; some may be futures.
final class RootFields {
  private final List<FieldEnvironment> environments = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  void add(FieldEnvironment environment, @Nullable Object value) {
    environments.add(environment);
    values.add(value);
  }

  private List<CompletableFuture<?>> awaited() {
    List<CompletableFuture<?>> awaited = new ArrayList<>(0);
    for (Object value : values) {
      if (value instanceof CompletableFuture<?> future && !future.isDone()) {
        awaited.add(future);
      }
    }
    return awaited;
  }

  boolean isComplete() {
    return awaited().isEmpty();
  }

  /// Completes when all values are there or failed; never fails.
  CompletableFuture<Boolean> completion() {
    return CompletableFuture.allOf(awaited().toArray(CompletableFuture<?>[]::new))
        .handle((_, _) -> true);
  }

  /// The values, those of futures that are complete unwrapped.
  List<@Nullable Object> values() {
    List<@Nullable Object> completed = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      completed.add(FieldValues.completed(values.get(i), environments.get(i)));
    }
    return completed;
  }
}
