package io.existgraph.cache;

import io.existgraph.data.CacheKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An edit of cached entries: what a write leaves of each. Implementations are pure, since the same
/// change is applied again to responses that arrive later.
@FunctionalInterface
public interface CacheChange {
  /// Removes everything.
  CacheChange CLEAR = (_, _) -> null;

  /// Until when responses to later requests may still show the state before the change, so that
  /// what they have of it is not stored: the outcome of the write is unknown, and Exist may yet
  /// apply it.
  default Instant unsettledUntil() {
    return Instant.MIN;
  }

  /// The entry as it may stay, or null where it must go.
  @Nullable CacheEntry<?> apply(CacheKey<?> key, CacheEntry<?> entry);

  /// The entries that the change leaves.
  default Map<CacheKey<?>, CacheEntry<?>> applyTo(Map<CacheKey<?>, CacheEntry<?>> entries) {
    Map<CacheKey<?>, CacheEntry<?>> left = new HashMap<>();
    entries.forEach(
        (key, entry) -> {
          CacheEntry<?> changed = apply(key, entry);
          if (changed != null) {
            left.put(key, changed);
          }
        });
    return left;
  }

  /// The scope of what it may remove, for other instances.
  default WriteScope scope() {
    return WriteScope.EVERYTHING;
  }
}
