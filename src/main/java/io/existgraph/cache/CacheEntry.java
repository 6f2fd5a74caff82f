package io.existgraph.cache;

import java.time.Instant;

/// Something remembered, and when it was fetched. `weight` is in bytes, roughly.
public record CacheEntry<T>(T value, Instant fetchedAt, int weight) {}
