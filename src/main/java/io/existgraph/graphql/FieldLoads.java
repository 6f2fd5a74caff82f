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

/// The loads of one field through the operation's DataLoaders, or what a prepared operation has
/// loaded. All are loaded at once: a load that waits for another one would never be dispatched.
final class FieldLoads {
  private final LoadKey<?>[] keys;

  /// Of a prepared operation, else empty.
  private final LazyLoadResult<?>[] results;

  /// Null in a prepared operation.
  private final CompletableFuture<LazyLoadResult<?>> @Nullable [] futures;

  private FieldLoads(
      LoadKey<?>[] keys,
      LazyLoadResult<?>[] results,
      CompletableFuture<LazyLoadResult<?>> @Nullable [] futures) {
    this.keys = keys;
    this.results = results;
    this.futures = futures;
  }

  static FieldLoads of(DataFetchingEnvironment environment, LoadKey<?>... keys) {
    OperationLoads loads = Operation.in(environment.getGraphQlContext()).loads();
    return loads.areComplete()
        ? new FieldLoads(keys, loaded(loads, keys), null)
        : new FieldLoads(keys, new LazyLoadResult<?>[0], futures(environment, keys));
  }

  private static LazyLoadResult<?>[] loaded(OperationLoads loads, LoadKey<?>[] keys) {
    LazyLoadResult<?>[] results = new LazyLoadResult<?>[keys.length];
    for (int i = 0; i < keys.length; i++) {
      results[i] = loads.loaded(keys[i]);
    }
    return results;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of futures
  private static CompletableFuture<LazyLoadResult<?>>[] futures(
      DataFetchingEnvironment environment, LoadKey<?>[] keys) {
    CompletableFuture<LazyLoadResult<?>>[] futures = new CompletableFuture[keys.length];
    for (int i = 0; i < keys.length; i++) {
      futures[i] = load(environment, keys[i]);
    }
    return futures;
  }

  /// What was primed needs no dispatch.
  private static CompletableFuture<LazyLoadResult<?>> load(
      DataFetchingEnvironment environment, LoadKey<?> key) {
    DataLoader<LoadKey<?>, LazyLoadResult<?>> loader =
        Objects.requireNonNull(
            environment.getDataLoaderRegistry().getDataLoader(key.kind().name()));
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
        LazyLoadResult<?> result = futures == null ? results[i] : join(futures[i]);
        return ((LazyLoadResult<V>) result).get();
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
    if (futures != null) {
      for (CompletableFuture<?> future : futures) {
        if (!future.isDone()) {
          return false;
        }
      }
    }
    return true;
  }

  <T extends @Nullable Object> CompletableFuture<T> thenApply(Function<FieldLoads, T> read) {
    if (futures != null && !areCompleted()) {
      return CompletableFuture.allOf(futures).handle((_, _) -> read.apply(this));
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
