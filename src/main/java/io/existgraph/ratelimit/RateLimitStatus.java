package io.existgraph.ratelimit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of a caller's window, in requests. `readable` is the part of `remaining` that reads
/// may use; the rest is reserved for writes. `resetAt` is when the next request expires or the
/// pause after a 429 ends, as a wall time; null where nothing counts.
public record RateLimitStatus(
    int limit, int used, int remaining, int readable, @Nullable Instant resetAt) {}
