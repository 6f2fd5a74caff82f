package io.existgraph.cache;

import io.existgraph.data.CacheKey;
import org.jspecify.annotations.Nullable;

/// An edit of cached entries: what a write leaves of each. Implementations are pure, since the same
/// change is applied again to responses that arrive later.
@FunctionalInterface
public interface CacheChange {
  /// Removes everything.
  CacheChange CLEAR = (_, _) -> null;

  /// The entry as it may stay, or null where it must go.
  @Nullable CacheEntry<?> apply(CacheKey<?> key, CacheEntry<?> entry);
}
