package io.existgraph;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// How long requests took, for benchmarks. Takes the first hundred thousand.
final class Latencies {
  private final long[] nanos = new long[100_000];
  private final AtomicInteger count = new AtomicInteger();

  /// Measures one request and returns its status.
  int of(IntSupplier request) {
    long start = System.nanoTime();
    int status = request.getAsInt();
    add(System.nanoTime() - start);
    return status;
  }

  void add(long took) {
    int next = count.getAndIncrement();
    if (next < nanos.length) {
      nanos[next] = took;
    }
  }

  int count() {
    return count.get();
  }

  /// 0 where there is none.
  long longestMillis() {
    long[] sorted = sorted();
    return sorted.length == 0 ? 0 : at(sorted, 100);
  }

  private long[] sorted() {
    long[] sorted = Arrays.copyOf(nanos, Math.min(count.get(), nanos.length));
    Arrays.sort(sorted);
    return sorted;
  }

  @Override
  public String toString() {
    long[] sorted = sorted();
    return sorted.length == 0
        ? "none"
        : "p50 %d ms, p90 %d ms, p99 %d ms, longest %d ms of %d"
            .formatted(
                at(sorted, 50), at(sorted, 90), at(sorted, 99), at(sorted, 100), count.get());
  }

  private static long at(long[] sorted, int percent) {
    int place = Math.min(sorted.length - 1, sorted.length * percent / 100);
    return TimeUnit.NANOSECONDS.toMillis(sorted[place]);
  }
}
