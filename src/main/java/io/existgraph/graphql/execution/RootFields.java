package io.existgraph.graphql.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The values of the root fields, fetched; some may be futures. Those of the last fields are
/// fetched when all others are complete.
final class RootFields {
  /// The value of a field that is executed after the others.
  record DeferredField(Supplier<@Nullable Object> fetch) {}

  private final List<@Nullable FieldEnvironment> environments = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  void add(FieldEnvironment environment, @Nullable Object value) {
    environments.add(environment);
    values.add(value);
  }

  void addLast(Supplier<@Nullable Object> fetch) {
    environments.add(null);
    values.add(new DeferredField(fetch));
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

  /// The values, those of futures that are complete unwrapped; a [DeferredField] of each last
  /// field.
  List<@Nullable Object> values() {
    List<@Nullable Object> completed = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      FieldEnvironment environment = environments.get(i);
      Object value = values.get(i);
      completed.add(environment == null ? value : FieldValues.completed(value, environment));
    }
    return completed;
  }
}
