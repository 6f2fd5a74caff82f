package io.existgraph.graphql.execution;

import graphql.execution.Async;
import graphql.execution.reactive.ReactiveSupport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// The values of data fetchers, fetched and, where it is a future, awaited as far as it is
/// complete.
final class FieldValues {
  /// A data fetcher's exception.
  record Failed(FieldEnvironment environment, Throwable exception) {}

  private FieldValues() {}

  /// The value of a field of an object that stands there, the future of it, or a [Failed].
  static @Nullable Object fetch(
      SelectedField field,
      QueryExecution execution,
      Position object,
      Object source,
      @Nullable Object localContext) {
    var read = field.reader(source);
    if (read != null) {
      try {
        Object value = read.apply(source);
        if (isPlain(value)) {
          return value;
        }
      } catch (RuntimeException failure) { // is to be reported with an environment
        return new Failed(
            new FieldEnvironment(execution, object, field, source, localContext), failure);
      }
    }
    return fetch(field, new FieldEnvironment(execution, object, field, source, localContext));
  }

  /// The value, the future of it, or a [Failed].
  static @Nullable Object fetch(FieldFetch fetcher, FieldEnvironment environment) {
    Object value;
    try {
      value = fetcher.fetch(environment);
    } catch (Exception failure) {
      return new Failed(environment, failure);
    }
    return isPlain(value)
        ? value
        : completed(
            ReactiveSupport.fetchedObject(Async.toCompletableFutureOrMaterializedObject(value)),
            environment);
  }

  /// A way to fetch a field's value.
  @FunctionalInterface
  interface FieldFetch {
    @Nullable Object fetch(FieldEnvironment environment) throws Exception;
  }

  private static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Record
        || !(value instanceof CompletionStage
            || value instanceof Publisher
            || value instanceof Flow.Publisher);
  }

  /// The value of a future that is complete; itself of any other.
  static @Nullable Object completed(@Nullable Object value, FieldEnvironment environment) {
    if (!(value instanceof CompletableFuture<?> future) || !future.isDone()) {
      return value;
    }
    return future.isCompletedExceptionally()
        ? new Failed(environment, future.<Throwable>handle((_, failure) -> failure).join())
        : future.join();
  }
}
