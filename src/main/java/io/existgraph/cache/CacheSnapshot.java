package io.existgraph.cache;

import io.existgraph.data.CacheKey;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All entries of a caller's cache at one moment, with what was computed from exactly these. It is
/// replaced when an entry changes.
public final class CacheSnapshot {
  private static final int MAX_DERIVED = 8;

  /// A result, and the object that it was computed for.
  private record DerivedResult(Object key, Object result) {}

  private final Map<CacheKey<?>, CacheEntry<?>> entries;
  private volatile DerivedResult[] derived = {};

  /// Keeps the map, which must not change any more.
  public CacheSnapshot(Map<CacheKey<?>, CacheEntry<?>> entries) {
    this.entries = entries;
  }

  public Map<CacheKey<?>, CacheEntry<?>> entries() {
    return entries;
  }

  /// What was computed for that very object; null if nothing is kept.
  @SuppressWarnings("ReferenceEquality") // comparing sets of keys would take longer than the rest
  public <T> @Nullable T derived(Object key, Class<T> type) {
    for (DerivedResult known : derived) {
      if (known.key == key) {
        return type.cast(known.result);
      }
    }
    return null;
  }

  /// Keeps a result that depends on the object and these entries alone, with the latest few.
  @SuppressWarnings("ReferenceEquality")
  public synchronized void keep(Object key, Object result) {
    DerivedResult[] others =
        Arrays.stream(derived)
            .filter(known -> known.key != key)
            .limit(MAX_DERIVED - 1L)
            .toArray(DerivedResult[]::new);
    DerivedResult[] all = new DerivedResult[others.length + 1];
    all[0] = new DerivedResult(key, result);
    System.arraycopy(others, 0, all, 1, others.length);
    derived = all;
  }
}
