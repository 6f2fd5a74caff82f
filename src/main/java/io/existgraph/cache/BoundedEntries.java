package io.existgraph.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.data.CacheKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The entries of one caller, bounded by their weight in bytes, with a snapshot and a counter of
/// changes. `lock`, which is that of the [CallerCache], guards changes and new snapshots.
final class BoundedEntries {
  private static final int ENTRY_OVERHEAD = 200;
  private static final int CACHE_OVERHEAD = 1024;

  private final Cache<CacheKey<?>, CacheEntry<?>> entries;
  private final Object lock;
  private final AtomicLong version = new AtomicLong();
  private volatile @Nullable CacheSnapshot snapshot;

  BoundedEntries(long maxBytes, Object lock) {
    this.lock = lock;
    entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<CacheKey<?>, CacheEntry<?>>weigher((_, entry) -> entry.weight() + ENTRY_OVERHEAD)
            .evictionListener((_, _, _) -> snapshot = null)
            .executor(Runnable::run)
            .build();
  }

  @SuppressWarnings("unchecked") // an entry is stored under a key of its own type
  <T> @Nullable CacheEntry<T> get(CacheKey<T> key) {
    return (CacheEntry<T>) entries.getIfPresent(key);
  }

  /// Those of the keys that are cached.
  Map<CacheKey<?>, CacheEntry<?>> get(Set<CacheKey<?>> keys) {
    Map<CacheKey<?>, CacheEntry<?>> found = new HashMap<>();
    for (CacheKey<?> key : keys) {
      CacheEntry<?> entry = entries.getIfPresent(key);
      if (entry != null) {
        found.put(key, entry);
      }
    }
    return found;
  }

  /// The keys of the entries that a write may have changed.
  Set<CacheKey<?>> keys(WriteScope scope) {
    return entries.asMap().entrySet().stream()
        .filter(entry -> scope.includes(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// All entries between two changes. Unmodifiable, and the same object until an entry changes.
  CacheSnapshot snapshot() {
    CacheSnapshot last = snapshot;
    if (last != null) {
      return last;
    }
    synchronized (lock) {
      CacheSnapshot copy = new CacheSnapshot(Map.copyOf(entries.asMap()));
      snapshot = copy;
      return copy;
    }
  }

  /// The number of changes so far.
  long version() {
    return version.get();
  }

  /// Counts a change that is complete.
  void changed() {
    snapshot = null;
    version.incrementAndGet();
  }

  /// Stores an entry, merged with that of the same key. Without an entry, or where `merge` returns
  /// null, none is left.
  void merge(CacheKey<?> key, CacheEntry<?> entry, BinaryOperator<@Nullable CacheEntry<?>> merge) {
    var _ = entries.asMap().compute(key, (_, old) -> merge.apply(old, entry));
  }

  void apply(CacheChange change) {
    for (CacheKey<?> key : Set.copyOf(entries.asMap().keySet())) {
      var _ = entries.asMap().computeIfPresent(key, change::apply);
    }
    changed();
  }

  void remove(Set<CacheKey<?>> keys) {
    entries.invalidateAll(keys);
    changed();
  }

  /// Sets the maximum weight.
  void limitTo(long bytes) {
    entries.policy().eviction().orElseThrow().setMaximum(bytes);
  }

  /// The estimated size on the heap in bytes.
  int weight() {
    long held = entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    return (int) Math.min(Integer.MAX_VALUE, held + CACHE_OVERHEAD);
  }
}
