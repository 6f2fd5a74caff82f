package io.existgraph.view;

import io.existgraph.data.CacheKey;
import io.existgraph.data.FreshnessClass;
import java.time.Instant;

/// A predicate that accepts the entries which are fresh enough for a view, by freshness class and
/// age.
@FunctionalInterface
public interface FreshnessPredicate {
  boolean accepts(CacheKey<?> key, FreshnessClass kind, Instant fetchedAt);
}
