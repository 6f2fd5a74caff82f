package io.existgraph.data;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/// The durations of the caching policy, by freshness class.
///
/// A fresh entry is served from the cache. Up to twice that age it is served and refreshed in the
/// background (`stale-while-revalidate` of RFC 5861). Up to `staleFor` past its freshness it is
/// served only when Exist fails or the rate limit is spent (`stale-if-error`).
///
/// `noCacheFloor` is the age up to which entries are used even by a request with `no-cache`, which
/// many clients send unasked.
public record Freshness(
    Map<FreshnessClass, Duration> fresh, Duration staleFor, Duration noCacheFloor) {
  private static final int RECENT_DAYS = 7;

  public Freshness {
    fresh = Map.copyOf(fresh);
  }

  public Duration of(FreshnessClass kind) {
    return fresh.getOrDefault(kind, Duration.ZERO);
  }

  /// The freshness class of a day's value, by how long that day is over.
  public static FreshnessClass kindOf(LocalDate day, LocalDate today) {
    return kindOf(day.toEpochDay(), today.toEpochDay());
  }

  /// The same of days that are counted from the epoch.
  public static FreshnessClass kindOf(long day, long today) {
    if (day >= today) {
      return FreshnessClass.TODAY;
    }
    return day > today - RECENT_DAYS ? FreshnessClass.RECENT : FreshnessClass.HISTORY;
  }

  /// A request with `no-cache` uses only what was fetched after that.
  public Instant noCacheSince(Instant now) {
    return now.minus(noCacheFloor);
  }

  public boolean isFresh(FreshnessClass kind, Instant fetchedAt, Instant now) {
    return now.isBefore(freshUntil(kind, fetchedAt));
  }

  public Instant freshUntil(FreshnessClass kind, Instant fetchedAt) {
    return fetchedAt.plus(of(kind));
  }

  /// Whether it may be served at once, while it is refreshed.
  public boolean isStaleWhileRevalidate(FreshnessClass kind, Instant fetchedAt, Instant now) {
    return now.isBefore(staleWhileRevalidateUntil(kind, fetchedAt));
  }

  public Instant staleWhileRevalidateUntil(FreshnessClass kind, Instant fetchedAt) {
    return freshUntil(kind, fetchedAt).plus(of(kind));
  }

  /// Whether it may be served in place of a response that cannot be had.
  public boolean isStaleIfError(FreshnessClass kind, Instant fetchedAt, Instant now) {
    return now.isBefore(fetchedAt.plus(of(kind)).plus(staleFor));
  }
}
