package io.existgraph.write;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CacheVersion;
import io.existgraph.cache.CallerCache;
import io.existgraph.data.CacheKey;
import io.existgraph.model.WriteItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The cached entries that a batch of writes invalidates, kept until its outcome is known, and the
/// write version at which they were cached.
record OverwrittenEntries(CacheVersion version, Map<CacheKey<?>, CacheEntry<?>> entries) {
  static OverwrittenEntries of(CallerCache cache, List<WriteItem> items) {
    CacheVersion version = cache.writeVersion(); // first: a write after it prevents restoring
    Map<CacheKey<?>, CacheEntry<?>> entries = new HashMap<>(cache.snapshot().entries());
    WrittenItems written = WrittenItems.of(items);
    entries
        .entrySet()
        .removeIf(old -> old.getValue().equals(written.apply(old.getKey(), old.getValue())));
    return new OverwrittenEntries(version, Map.copyOf(entries));
  }

  /// What is still true of them if Exist may have applied these items alone.
  Map<CacheKey<?>, CacheEntry<?>> after(List<WriteItem> applied) {
    return WrittenItems.of(applied).applyTo(entries);
  }
}
