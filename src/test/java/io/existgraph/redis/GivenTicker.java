package io.existgraph.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Nanoseconds that stand still until they are moved.
final class GivenTicker implements LongSupplier {
  private final AtomicLong nanos;

  private GivenTicker(long start) {
    nanos = new AtomicLong(start);
  }

  GivenTicker() {
    this(1_000_000_000L);
  }

  /// A ticker that overflows after five seconds.
  static GivenTicker overflowing() {
    return new GivenTicker(Long.MAX_VALUE - 5_000_000_000L);
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
