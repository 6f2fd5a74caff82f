package io.existgraph.graphql;

import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.LoadKey;
import io.existgraph.operation.AnswerBasis;
import io.existgraph.operation.LazyLoadResult;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.OperationReader;
import io.existgraph.operation.ResultSizeReservation;
import io.existgraph.operation.planning.LoadKeySet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The loads of one operation: the batch that the look-ahead collected, and further ones for keys
/// that it missed, through DataLoaders.
final class OperationLoads {
  private final @Nullable DataLoaderRegistry loaders;
  private volatile @Nullable OperationReader reader;
  private volatile @Nullable CompletableFuture<LoadResults> results;
  private volatile Map<LoadKey<?>, LazyLoadResult<?>> batch = Map.of();

  OperationLoads(DataLoaderRegistry loaders) {
    this.loaders = loaders;
  }

  /// Loads that are complete, and to which nothing can be added.
  OperationLoads(OperationReader reader, LoadKeySet keys, LoadResults results) {
    this.loaders = null;
    this.reader = reader;
    this.results = CompletableFuture.completedFuture(results);
    this.batch = batch(keys, () -> results);
  }

  private static Map<LoadKey<?>, LazyLoadResult<?>> batch(
      LoadKeySet keys, Supplier<LoadResults> results) {
    Map<LoadKey<?>, LazyLoadResult<?>> batch = new HashMap<>();
    keys.all()
        .forEach(
            key ->
                batch.computeIfAbsent(
                    key, _ -> new LazyLoadResult<>(() -> results.get().get(key))));
    return batch;
  }

  private static LoadResults joined(CompletableFuture<LoadResults> loaded) {
    try {
      return loaded.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof FailureException failure ? failure : e;
    }
  }

  /// Starts to read the keys. A large operation is resumed on the scheduler of its reservation.
  void begin(
      OperationReader started,
      LoadKeySet keys,
      Mono<Void> reading,
      ResultSizeReservation reservation) {
    reader = started;
    CompletableFuture<LoadResults> loaded = new CompletableFuture<>();
    results = loaded;
    batch = batch(keys, () -> joined(loaded));
    var _ =
        reservation
            .resume(reading.then(Mono.fromSupplier(started::results)))
            .subscribe(loaded::complete, loaded::completeExceptionally);
  }

  /// The result of a key of the batch; null of a key that the look-ahead missed.
  @Nullable LazyLoadResult<?> loaded(LoadKey<?> key) {
    return batch.get(key);
  }

  /// The DataLoader of keys that the look-ahead missed.
  DataLoader<LoadKey<?>, LazyLoadResult<?>> loader(LoadKey<?> key) {
    if (loaders == null) {
      throw new IllegalStateException("a key that the look-ahead missed: " + key);
    }
    return Objects.requireNonNull(loaders.getDataLoader(key.kind().name()));
  }

  void refuse(Failure failure) {
    results = CompletableFuture.failedFuture(failure.asException());
  }

  /// Clears what was loaded.
  void clear() {
    batch = Map.of();
    Objects.requireNonNull(loaders).getDataLoaders().forEach(DataLoader::clearAll);
  }

  /// What was loaded, once it is. Fails when the request carries no credential.
  CompletableFuture<LoadResults> results() {
    CompletableFuture<LoadResults> started = results;
    return started == null
        ? CompletableFuture.failedFuture(new Failure.Unauthenticated().asException())
        : started;
  }

  /// Fails for another user: Exist answers it of the caller alone.
  void requireCaller(UserRef user) {
    if (!user.isSelf() && !results().join().resolve(user).isSelf()) {
      throw new Failure.Forbidden().asException();
    }
  }

  /// What a finished query rests on; null unless everything was in the cache and fresh.
  @Nullable AnswerBasis basis() {
    OperationReader finished = reader;
    return finished == null ? null : finished.basis();
  }

  /// The request to Exist that failed so; null where it was none.
  @Nullable String failedRequest(Failure failure) {
    OperationReader started = reader;
    return started == null ? null : started.failedRequest(failure);
  }

  /// The moment that the user's today is of.
  Instant now() {
    return results().join().now();
  }

  /// Loads keys that the look-ahead missed: a further batch, within the limits of the operation.
  Mono<Map<LoadKey<?>, LazyLoadResult<?>>> load(Set<LoadKey<?>> keys) {
    OperationReader started = Objects.requireNonNull(reader);
    return Mono.fromFuture(results(), /* suppressCancel= */ true)
        .then(Mono.defer(() -> started.readMore(LoadKeySet.missed(keys))))
        .then(Mono.fromSupplier(() -> loaded(keys, started.results())));
  }

  private static Map<LoadKey<?>, LazyLoadResult<?>> loaded(
      Set<LoadKey<?>> keys, LoadResults results) {
    Map<LoadKey<?>, LazyLoadResult<?>> loaded = new HashMap<>();
    keys.forEach(key -> loaded.put(key, results.loaded(key)));
    return loaded;
  }
}
