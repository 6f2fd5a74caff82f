package io.existgraph.data;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/// How long each kind of answer is good for: the whole caching policy's numbers.
///
/// Fresh: answered from memory. Up to twice that: answered from memory and refreshed behind the
/// caller's back. Up to `staleFor` past its freshness: only when Exist fails or the budget is
/// spent.
public record Freshness(Map<FreshnessClass, Duration> fresh, Duration staleFor) {
  private static final int DAYS_THAT_STILL_CHANGE = 7;

  public Freshness {
    fresh = Map.copyOf(fresh);
  }

  public Duration of(FreshnessClass kind) {
    return fresh.getOrDefault(kind, Duration.ZERO);
  }

  /// The kind of a day's value, by how long that day is over.
  public static FreshnessClass kindOf(LocalDate day, LocalDate today) {
    if (!day.isBefore(today)) {
      return FreshnessClass.TODAY;
    }
    return day.isAfter(today.minusDays(DAYS_THAT_STILL_CHANGE))
        ? FreshnessClass.RECENT
        : FreshnessClass.HISTORY;
  }

  public boolean isFresh(FreshnessClass kind, Instant fetchedAt, Instant now) {
    return now.isBefore(fetchedAt.plus(of(kind)));
  }

  /// Good enough to be given at once, while it is refreshed.
  public boolean isUsable(FreshnessClass kind, Instant fetchedAt, Instant now) {
    return now.isBefore(fetchedAt.plus(of(kind).multipliedBy(2)));
  }

  /// Good enough to stand in for an answer that cannot be had.
  public boolean canStandIn(FreshnessClass kind, Instant fetchedAt, Instant now) {
    return now.isBefore(fetchedAt.plus(of(kind)).plus(staleFor));
  }
}
