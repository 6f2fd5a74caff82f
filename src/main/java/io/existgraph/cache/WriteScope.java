package io.existgraph.cache;

import io.existgraph.data.CacheKey;
import io.existgraph.data.RecentValues;
import io.existgraph.model.AttributeName;
import java.util.Set;

/// The scope of a write: values of attributes, what depends on ownership, or everything. Wider than
/// the [CacheChange] itself: it contains neither days nor what is left of an entry.
public record WriteScope(Set<AttributeName> attributes, boolean isOwnership, boolean isEverything) {
  public static final WriteScope EVERYTHING = new WriteScope(Set.of(), false, true);

  public WriteScope(Set<AttributeName> attributes, boolean isOwnership) {
    this(Set.copyOf(attributes), isOwnership, false);
  }

  /// Whether an entry may have been changed.
  public boolean includes(CacheKey<?> key, CacheEntry<?> entry) {
    return isEverything
        || (isOwnership && key.dependsOnOwnership())
        || (!attributes.isEmpty() && entry.value() instanceof RecentValues)
        || (key instanceof CacheKey.DaysOf(_, var attribute) && attributes.contains(attribute));
  }
}
