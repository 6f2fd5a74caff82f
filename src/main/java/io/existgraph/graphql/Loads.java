package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.LoadKey;
import io.existgraph.operation.Loaded;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;

/// The keys that one field loads through the operation's DataLoaders. All are loaded at once: a
/// load that waits for another one would never be dispatched.
final class Loads {
  private final LoadKey<?>[] keys;
  private final CompletableFuture<Loaded<?>>[] futures;

  private Loads(LoadKey<?>[] keys, CompletableFuture<Loaded<?>>[] futures) {
    this.keys = keys;
    this.futures = futures;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of futures
  static Loads of(DataFetchingEnvironment environment, LoadKey<?>... keys) {
    CompletableFuture<Loaded<?>>[] futures = new CompletableFuture[keys.length];
    for (int i = 0; i < keys.length; i++) {
      futures[i] = load(environment, keys[i]);
    }
    return new Loads(keys, futures);
  }

  /// What was primed needs no dispatch.
  private static CompletableFuture<Loaded<?>> load(
      DataFetchingEnvironment environment, LoadKey<?> key) {
    DataLoader<LoadKey<?>, Loaded<?>> loader =
        Objects.requireNonNull(
            environment.getDataLoaderRegistry().getDataLoader(key.kind().name()));
    Optional<CompletableFuture<Loaded<?>>> completed = loader.getIfCompleted(key);
    if (completed.isPresent()) {
      return completed.get();
    }
    DataLoader<LoadKey<?>, Loaded<?>> dispatched = environment.getDataLoader(key.kind().name());
    return (dispatched == null ? loader : dispatched).load(key);
  }

  /// The value of one of the keys, once all are there. Fails with its failure.
  @SuppressWarnings("unchecked") // each key's value is of the type that the key declares
  <V> V get(LoadKey<V> key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return ((Loaded<V>) join(futures[i])).get();
      }
    }
    throw new IllegalArgumentException("a key that was not loaded: " + key);
  }

  private static Loaded<?> join(CompletableFuture<Loaded<?>> future) {
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
    for (CompletableFuture<?> future : futures) {
      if (!future.isDone()) {
        return false;
      }
    }
    return true;
  }

  <T extends @Nullable Object> CompletableFuture<T> thenApply(Function<Loads, T> read) {
    if (!areCompleted()) {
      return CompletableFuture.allOf(futures).handle((_, _) -> read.apply(this));
    }
    try {
      return CompletableFuture.completedFuture(read.apply(this));
    } catch (FailureException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /// The value itself where everything is there already, else a future of it.
  @Nullable Object now(Function<Loads, ? extends @Nullable Object> read) {
    return areCompleted() ? read.apply(this) : thenApply(read);
  }
}
