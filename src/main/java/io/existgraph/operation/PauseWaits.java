package io.existgraph.operation;

import io.existgraph.ratelimit.ShortPause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The waits of one operation for the ends of pauses that other requests of its caller have caused.
record PauseWaits(
    Supplier<Duration> pause, InstantSource clock, Instant deadline, AtomicInteger count) {
  PauseWaits(Supplier<Duration> pause, InstantSource clock, Instant deadline) {
    this(pause, clock, deadline, new AtomicInteger());
  }

  /// How long to wait now; null where there is no pause, or it takes too long.
  @Nullable Duration next() {
    Duration wait = ShortPause.wait(pause.get());
    return wait == null
            || clock.instant().plus(wait).isAfter(deadline)
            || count.incrementAndGet() > ShortPause.MAX_COUNT
        ? null
        : wait;
  }
}
