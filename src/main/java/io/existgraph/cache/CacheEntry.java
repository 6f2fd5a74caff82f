package io.existgraph.cache;

import io.existgraph.data.DailyValues;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A cached value and the moment its request was sent. `weight` is its estimated size on the heap
/// in bytes.
public record CacheEntry<T>(T value, Instant fetchedAt, int weight) {
  /// The entry that takes the place of `old` under one key: days are added to the known ones,
  /// everything else is replaced.
  public static CacheEntry<?> merge(@Nullable CacheEntry<?> old, CacheEntry<?> latest) {
    return old != null
            && old.value() instanceof DailyValues before
            && latest.value() instanceof DailyValues after
        ? days(before.and(after), latest.fetchedAt())
        : latest;
  }

  /// The entry of the later request, with the days that only the other one has.
  static CacheEntry<?> later(@Nullable CacheEntry<?> one, CacheEntry<?> other) {
    return one != null && one.fetchedAt().isAfter(other.fetchedAt())
        ? merge(other, one)
        : merge(one, other);
  }

  private static CacheEntry<DailyValues> days(DailyValues days, Instant fetchedAt) {
    return new CacheEntry<>(days, fetchedAt, days.weight());
  }
}
