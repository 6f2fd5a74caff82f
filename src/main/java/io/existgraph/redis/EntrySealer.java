package io.existgraph.redis;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.redis.codec.ValueCodec;
import io.existgraph.time.GatewayClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The encryption of cache entries. The stored form is `<epoch> <sealed>`, bound to caller, field
/// and epoch.
final class EntrySealer {
  private final ValueCodec codec = new ValueCodec();
  private final GatewayClock clock;

  EntrySealer(GatewayClock clock) {
    this.clock = clock;
  }

  byte[] seal(NearCache near, String field, String epoch, CacheKey<?> key, CacheEntry<?> entry) {
    byte[] value =
        codec.encode(
            List.of(
                key,
                fetched(entry.value(), clock::wallTime),
                clock.wallTime(entry.fetchedAt()),
                entry.weight()));
    byte[] sealed = near.key().seal(value, near.tag(), field, epoch);
    byte[] prefix = (epoch + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] stored = Arrays.copyOf(prefix, prefix.length + sealed.length);
    System.arraycopy(sealed, 0, stored, prefix.length, sealed.length);
    return stored;
  }

  /// The entry that was sealed for that caller and field in `current` or in an epoch before it;
  /// null for anything else, which includes those of releases with other records.
  Map.@Nullable Entry<CacheKey<?>, CacheEntry<?>> open(
      NearCache near, String field, String current, byte[] stored) {
    int blank = 0;
    while (blank < stored.length && stored[blank] != ' ') {
      blank++;
    }
    String epoch = new String(stored, 0, blank, StandardCharsets.US_ASCII);
    if (blank == stored.length || !EpochFormat.includes(current, epoch)) {
      return null;
    }
    byte[] sealed = Arrays.copyOfRange(stored, blank + 1, stored.length);
    byte[] value = near.key().open(sealed, near.tag(), field, epoch);
    return value == null ? null : entry(codec.decode(value));
  }

  private Map.@Nullable Entry<CacheKey<?>, CacheEntry<?>> entry(@Nullable Object decoded) {
    if (decoded instanceof List<?> parts
        && parts.size() == 4
        && parts.get(0) instanceof CacheKey<?> key
        && parts.get(2) instanceof Instant fetchedAt
        && parts.get(3) instanceof Integer weight) {
      return Map.entry(key, entry(parts.get(1), fetchedAt, weight));
    }
    return null;
  }

  /// An entry of an instance whose clock is ahead is not younger than new.
  private CacheEntry<?> entry(Object value, Instant fetchedAt, int weight) {
    Instant now = clock.instant();
    UnaryOperator<Instant> ours = wallTime -> earlier(clock.instantAt(wallTime), now);
    return new CacheEntry<>(fetched(value, ours), ours.apply(fetchedAt), weight);
  }

  private static Object fetched(Object value, UnaryOperator<Instant> times) {
    return value instanceof DailyValues days ? days.withTimes(times) : value;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
