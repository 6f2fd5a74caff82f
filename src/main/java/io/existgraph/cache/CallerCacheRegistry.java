package io.existgraph.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The caches of all callers, within one bound in bytes. Callers for whom nothing is stored yet are
/// kept apart, so that made-up credentials push nobody out.
///
/// Each caller is sure of a share. Beyond it a caller may hold a quarter of what is free, up to
/// eight times the share, and gives that back when little is free.
final class CallerCacheRegistry {
  private static final Duration MAX_IDLE = Duration.ofDays(2);
  private static final int MAX_NEWCOMERS = 1_000;
  private static final int MAX_SHARES = 8;
  private static final int FREE_PARTS = 4;

  private final Cache<CallerId, CallerCache> callers;
  private final Cache<CallerId, CallerCache> newcomers;
  private final Map<CallerId, CallerCache> large = new ConcurrentHashMap<>();
  private final long maxBytes;
  private final long maxBytesPerCaller;
  private final Consumer<CallerCache> added;
  private final Consumer<CallerCache> removed;

  /// `added` is called with each new cache, `removed` with each that is evicted or replaced.
  CallerCacheRegistry(
      long maxBytes,
      long maxBytesPerCaller,
      Consumer<CallerCache> added,
      Consumer<CallerCache> removed) {
    this.maxBytes = maxBytes;
    this.maxBytesPerCaller = maxBytesPerCaller;
    this.added = added;
    this.removed = removed;
    callers =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<CallerId, CallerCache>weigher((_, cache) -> cache.entries().weight())
            .expireAfterAccess(MAX_IDLE)
            .evictionListener((_, cache, _) -> evicted(cache))
            .executor(Runnable::run)
            .build();
    newcomers =
        Caffeine.newBuilder()
            .maximumSize(MAX_NEWCOMERS)
            .<CallerId, CallerCache>evictionListener((_, cache, _) -> evicted(cache))
            .executor(Runnable::run)
            .build();
  }

  private void evicted(@Nullable CallerCache cache) {
    removed.accept(Objects.requireNonNull(cache));
  }

  CallerCache of(CallerId caller) {
    CallerCache known = callers.getIfPresent(caller);
    if (known != null) {
      return known;
    }
    CallerCache fresh = newcomers.get(caller, this::newCache);
    known = callers.getIfPresent(caller); // promoted since the first look
    return known == null ? fresh : known;
  }

  /// The cache of a caller; null, and none is made, if there is none.
  @Nullable CallerCache find(CallerId caller) {
    CallerCache known = callers.getIfPresent(caller);
    return known == null ? newcomers.getIfPresent(caller) : known;
  }

  private CallerCache newCache(CallerId caller) {
    CallerCache cache = new CallerCache(caller, maxBytesPerCaller);
    added.accept(cache);
    return cache;
  }

  /// Sets how much the cache may hold now, before something is stored in it.
  void grow(CallerCache cache) {
    cache.entries().limitTo(maxBytesNow());
  }

  /// Weighs the cache after something was stored in it, and promotes a newcomer.
  void keep(CallerId caller, CallerCache cache) {
    var _ =
        newcomers
            .asMap()
            .computeIfPresent(
                caller, (_, newcomer) -> newcomer == cache ? promoted(caller, cache) : newcomer);
    weigh(caller, cache);
    if (free() < maxBytes / MAX_SHARES) {
      large.forEach(this::trim);
    }
  }

  private void weigh(CallerId caller, CallerCache cache) {
    boolean isHeld = callers.asMap().replace(caller, cache, cache);
    if (isHeld && cache.entries().weight() > maxBytesPerCaller) {
      large.put(caller, cache);
    } else {
      large.remove(caller);
    }
  }

  private void trim(CallerId caller, CallerCache cache) {
    cache.entries().limitTo(maxBytesPerCaller);
    weigh(caller, cache);
  }

  /// How much a caller may hold now.
  private long maxBytesNow() {
    return Math.min(maxBytesPerCaller + free() / FREE_PARTS, MAX_SHARES * maxBytesPerCaller);
  }

  private long free() {
    return Math.max(0, maxBytes - weight());
  }

  /// A newcomer no more.
  private @Nullable CallerCache promoted(CallerId caller, CallerCache cache) {
    CallerCache other = callers.asMap().putIfAbsent(caller, cache);
    if (other != null && other != cache) {
      removed.accept(cache);
    }
    return null;
  }

  /// Removes the caller. Newcomers first: they may be about to be promoted.
  List<CallerCache> remove(CallerId caller) {
    return Stream.of(newcomers, callers)
        .map(caches -> caches.asMap().remove(caller))
        .filter(Objects::nonNull)
        .toList();
  }

  /// All callers, newcomers first.
  List<CallerId> all() {
    return Stream.of(newcomers, callers)
        .flatMap(caches -> caches.asMap().keySet().stream())
        .toList();
  }

  /// How many callers there are.
  long size() {
    return callers.estimatedSize() + newcomers.estimatedSize();
  }

  /// Estimated size of all callers' entries on the heap in bytes.
  long weight() {
    return callers.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
