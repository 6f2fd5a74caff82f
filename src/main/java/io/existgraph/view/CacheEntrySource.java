package io.existgraph.view;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import org.jspecify.annotations.Nullable;

/// The entries that a view looks into.
@FunctionalInterface
public interface CacheEntrySource {
  @Nullable CacheEntry<?> entry(CacheKey<?> key);

  @SuppressWarnings("unchecked") // an entry is stored under a key of its own type
  default <T> @Nullable CacheEntry<T> find(CacheKey<T> key) {
    return (CacheEntry<T>) entry(key);
  }
}
