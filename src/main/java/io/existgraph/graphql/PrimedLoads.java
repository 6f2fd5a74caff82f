package io.existgraph.graphql;

import io.existgraph.exist.LoadKey;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.Loaded;
import io.existgraph.operation.planning.LoadKeySet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderRegistry;

/// The futures of all keys that are loaded together. The DataLoaders are primed with them before
/// the first field is fetched.
final class PrimedLoads {
  private final Map<LoadKey<?>, CompletableFuture<Loaded<?>>> futures = new LinkedHashMap<>();

  private PrimedLoads() {}

  static PrimedLoads prime(LoadKeySet keys, DataLoaderRegistry registry) {
    PrimedLoads loads = new PrimedLoads();
    keys.all().forEach(key -> loads.prime(key, registry));
    return loads;
  }

  private void prime(LoadKey<?> key, DataLoaderRegistry registry) {
    DataLoader<LoadKey<?>, Loaded<?>> loader =
        Objects.requireNonNull(registry.getDataLoader(key.kind().name()));
    loader.prime(key, futures.computeIfAbsent(key, _ -> new CompletableFuture<>()));
  }

  void complete(LoadResults results) {
    futures.forEach((key, future) -> future.complete(results.loaded(key)));
  }

  void fail(Throwable failure) {
    futures.values().forEach(future -> future.completeExceptionally(failure));
  }
}
