package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.LoadKey;
import io.existgraph.operation.LazyLoadResult;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;

/// The loads of one field: what the operation has loaded, and the rest through DataLoaders. All are
/// loaded at once: a load that waits for another one would never be dispatched.
final class FieldLoads {
  private final LoadKey<?>[] keys;
  private final @Nullable LazyLoadResult<?>[] results;

  /// Of the keys that are not loaded yet; null where all are.
  private final CompletableFuture<LazyLoadResult<?>> @Nullable [] awaited;

  private FieldLoads(
      LoadKey<?>[] keys,
      @Nullable LazyLoadResult<?>[] results,
      CompletableFuture<LazyLoadResult<?>> @Nullable [] awaited) {
    this.keys = keys;
    this.results = results;
    this.awaited = awaited;
  }

  static FieldLoads of(DataFetchingEnvironment environment, LoadKey<?>... keys) {
    OperationLoads loads = Operation.in(environment.getGraphQlContext()).loads();
    @Nullable LazyLoadResult<?>[] results = new LazyLoadResult<?>[keys.length];
    boolean isLoaded = loads.results().isDone();
    for (int i = 0; i < keys.length; i++) {
      LazyLoadResult<?> result = loads.loaded(keys[i]);
      isLoaded &= result != null;
      results[i] = result;
    }
    return new FieldLoads(keys, results, isLoaded ? null : awaited(keys, loads, environment));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of futures
  private static CompletableFuture<LazyLoadResult<?>>[] awaited(
      LoadKey<?>[] keys, OperationLoads loads, DataFetchingEnvironment environment) {
    CompletableFuture<LazyLoadResult<?>>[] awaited = new CompletableFuture[keys.length];
    for (int i = 0; i < keys.length; i++) {
      LazyLoadResult<?> result = loads.loaded(keys[i]);
      awaited[i] =
          result == null
              ? load(environment, loads.loader(keys[i]), keys[i])
              : loads.results().thenApply(_ -> result);
    }
    return awaited;
  }

  /// What was loaded already needs no dispatch.
  private static CompletableFuture<LazyLoadResult<?>> load(
      DataFetchingEnvironment environment,
      DataLoader<LoadKey<?>, LazyLoadResult<?>> loader,
      LoadKey<?> key) {
    Optional<CompletableFuture<LazyLoadResult<?>>> completed = loader.getIfCompleted(key);
    if (completed.isPresent()) {
      return completed.get();
    }
    DataLoader<LoadKey<?>, LazyLoadResult<?>> dispatched =
        environment.getDataLoader(key.kind().name());
    return (dispatched == null ? loader : dispatched).load(key);
  }

  /// The value of one of the keys, once all are there. Fails with its failure.
  @SuppressWarnings("unchecked") // each key's value is of the type that the key declares
  <V> V get(LoadKey<V> key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        LazyLoadResult<?> result = awaited == null ? results[i] : join(awaited[i]);
        return ((LazyLoadResult<V>) Objects.requireNonNull(result)).get();
      }
    }
    throw new IllegalArgumentException("a key that was not loaded: " + key);
  }

  private static LazyLoadResult<?> join(CompletableFuture<LazyLoadResult<?>> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof FailureException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private boolean areCompleted() {
    if (awaited != null) {
      for (CompletableFuture<?> future : awaited) {
        if (!future.isDone()) {
          return false;
        }
      }
    }
    return true;
  }

  <T extends @Nullable Object> CompletableFuture<T> thenApply(Function<FieldLoads, T> read) {
    if (awaited != null && !areCompleted()) {
      return CompletableFuture.allOf(awaited).handle((_, _) -> read.apply(this));
    }
    try {
      return CompletableFuture.completedFuture(read.apply(this));
    } catch (FailureException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /// The value itself where everything is there already, else a future of it.
  @Nullable Object now(Function<FieldLoads, ? extends @Nullable Object> read) {
    return areCompleted() ? read.apply(this) : thenApply(read);
  }
}
