package io.existgraph.graphql;

import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
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
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The loads of one operation: the batch that its DataLoaders are primed with, and further ones for
/// keys that the look-ahead missed. A prepared operation has loaded all at once, without
/// DataLoaders.
final class OperationLoads {
  private final @Nullable DataLoaderRegistry loaders;
  private volatile @Nullable OperationReader reader;
  private volatile @Nullable CompletableFuture<LoadResults> results;

  /// What a prepared operation has loaded.
  private final Map<LoadKey<?>, LazyLoadResult<?>> batch;

  OperationLoads(DataLoaderRegistry loaders) {
    this.loaders = loaders;
    this.batch = Map.of();
  }

  /// Loads that are complete, and to which nothing can be added.
  OperationLoads(OperationReader reader, LoadKeySet keys, LoadResults results) {
    this.loaders = null;
    this.reader = reader;
    this.results = CompletableFuture.completedFuture(results);
    this.batch = new HashMap<>();
    keys.all().forEach(key -> batch.computeIfAbsent(key, results::loaded));
  }

  /// Starts to read the keys and primes the DataLoaders with their futures. A large operation is
  /// resumed on the scheduler of its reservation.
  void begin(
      OperationReader started,
      LoadKeySet keys,
      Mono<Void> reading,
      ResultSizeReservation reservation) {
    reader = started;
    Map<LoadKey<?>, CompletableFuture<LazyLoadResult<?>>> primed = new HashMap<>();
    keys.all().forEach(key -> primed.computeIfAbsent(key, this::prime));
    CompletableFuture<LoadResults> loaded = new CompletableFuture<>();
    results = loaded;
    var _ =
        reservation
            .resume(reading.then(Mono.fromSupplier(started::results)))
            .doOnNext(loads -> primed.forEach((key, future) -> future.complete(loads.loaded(key))))
            .doOnError(e -> primed.values().forEach(future -> future.completeExceptionally(e)))
            .subscribe(loaded::complete, loaded::completeExceptionally);
  }

  private CompletableFuture<LazyLoadResult<?>> prime(LoadKey<?> key) {
    CompletableFuture<LazyLoadResult<?>> future = new CompletableFuture<>();
    DataLoader<LoadKey<?>, LazyLoadResult<?>> loader =
        Objects.requireNonNull(Objects.requireNonNull(loaders).getDataLoader(key.kind().name()));
    loader.prime(key, future);
    return future;
  }

  /// Whether all was loaded at once.
  boolean areComplete() {
    return loaders == null;
  }

  /// The result of a key of a prepared operation.
  LazyLoadResult<?> loaded(LoadKey<?> key) {
    LazyLoadResult<?> result = batch.get(key);
    if (result == null) {
      throw new IllegalStateException("a key that the look-ahead missed: " + key);
    }
    return result;
  }

  void refuse(Failure failure) {
    results = CompletableFuture.failedFuture(failure.asException());
  }

  /// Clears the DataLoaders.
  void clear() {
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
