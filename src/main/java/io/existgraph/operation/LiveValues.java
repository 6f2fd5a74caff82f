package io.existgraph.operation;

import io.existgraph.ratelimit.RateLimitStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The values of an answer that change although the cached data does not: local times, and the rate
/// limit where a field selects it.
public final class LiveValues {
  private final Map<Object, LocalTimeField> localTimes = new ConcurrentHashMap<>();
  private volatile @Nullable RateLimitStatus selectedStatus;

  /// A field that is the time of now in a zone, and its value in the answer.
  public record LocalTimeField(ZoneId zone, OffsetDateTime value) {}

  /// The time of now in this zone, in milliseconds. Noted as the value of the field at that place,
  /// which may be fetched more than once.
  public OffsetDateTime localTime(Instant now, ZoneId zone, Object place) {
    OffsetDateTime value = timeIn(zone, now);
    localTimes.put(place, new LocalTimeField(zone, value));
    return value;
  }

  public static OffsetDateTime timeIn(ZoneId zone, Instant now) {
    return now.truncatedTo(ChronoUnit.MILLIS).atZone(zone).toOffsetDateTime();
  }

  /// The rate limit for a field that reads it: the same for all fields of an answer. `now` is read
  /// by the first of them.
  public synchronized @Nullable RateLimitStatus statusOr(
      Supplier<? extends @Nullable RateLimitStatus> now) {
    if (selectedStatus == null) {
      selectedStatus = now.get();
    }
    return selectedStatus;
  }

  public List<LocalTimeField> localTimes() {
    return List.copyOf(localTimes.values());
  }

  public @Nullable RateLimitStatus selectedStatus() {
    return selectedStatus;
  }
}
