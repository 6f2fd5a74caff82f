package io.existgraph.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The raw JSON scalar that an attribute has on one day, and when it was fetched. The value is null
/// where nothing was recorded.
public record DatedValue(@Nullable Object value, Instant fetchedAt) {}
