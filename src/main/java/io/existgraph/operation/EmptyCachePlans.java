package io.existgraph.operation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CallerCache;
import io.existgraph.data.CacheKey;
import io.existgraph.exist.ReadRequest;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.view.CacheView;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A memo of what an empty cache would have to request, by caller and keys. A plan is used again
/// while the names that it depends on are the same entries, within one quarter of an hour: dates
/// change between them only.
final class EmptyCachePlans {
  private static final int MAX_CALLERS = 2_000;
  private static final int MAX_PLANS_PER_CALLER = 8;
  private static final int MAX_KEYS = 200;
  private static final long PERIOD_SECONDS = 900;

  private static final Cache<CallerCache, Map<LoadKeySet, CachedPlan>> BY_CALLER =
      Caffeine.newBuilder().weakKeys().maximumSize(MAX_CALLERS).executor(Runnable::run).build();

  private record CachedPlan(
      long period, Map<CacheKey<?>, @Nullable CacheEntry<?>> names, Set<ReadRequest> requests) {
    @SuppressWarnings("ReferenceEquality") // the cached objects themselves: catalogs are large
    boolean isValid(long now, OperationCache cache) {
      return period == now
          && names.entrySet().stream()
              .allMatch(name -> cache.entry(name.getKey()) == name.getValue());
    }
  }

  private EmptyCachePlans() {}

  /// `planning` plans with the names in a view.
  static Set<ReadRequest> of(
      LoadKeySet keys, OperationCache cache, Function<CacheView, Set<ReadRequest>> planning) {
    if (keys.keys().size() > MAX_KEYS) {
      return planning.apply(cache.names(cache::entry));
    }
    Map<LoadKeySet, CachedPlan> plans =
        Objects.requireNonNull(BY_CALLER.get(cache.callerCache(), _ -> new ConcurrentHashMap<>()));
    long period = cache.now().getEpochSecond() / PERIOD_SECONDS;
    CachedPlan plan = plans.get(keys);
    if (plan == null || !plan.isValid(period, cache)) {
      plan = plan(period, cache, planning);
      if (plans.size() >= MAX_PLANS_PER_CALLER) {
        plans.clear();
      }
      plans.put(keys, plan);
    }
    return plan.requests();
  }

  private static CachedPlan plan(
      long period, OperationCache cache, Function<CacheView, Set<ReadRequest>> planning) {
    Map<CacheKey<?>, @Nullable CacheEntry<?>> names = new HashMap<>();
    Set<ReadRequest> requests =
        planning.apply(
            cache.names(
                key -> {
                  CacheEntry<?> entry = cache.entry(key);
                  names.put(key, entry);
                  return entry;
                }));
    return new CachedPlan(period, names, Collections.unmodifiableSet(requests));
  }
}
