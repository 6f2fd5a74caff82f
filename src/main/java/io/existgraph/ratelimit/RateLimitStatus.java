package io.existgraph.ratelimit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is left of a caller's hour. `readable` is what reads may still use: the rest is the reserve
/// of writes. `resetAt` is when the next request becomes free, or when a refusal by Exist ends.
public record RateLimitStatus(
    int limit, int used, int remaining, int readable, @Nullable Instant resetAt) {}
