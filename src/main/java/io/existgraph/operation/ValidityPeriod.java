package io.existgraph.operation;

import io.existgraph.cache.CacheSnapshot;
import io.existgraph.model.Profile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The time in which decisions about the age and the dates of entries hold. Bounded by quarter
/// hours: the midnight of every zone that is in use lies on one. `offset` is that of the clock.
/// Decisions about a verified cache do not hold for one that is not verified, in which entries
/// expire earlier; the others hold for both.
record ValidityPeriod(Instant from, Instant until, Duration offset, boolean isForVerified) {
  private static final long QUARTER_HOUR = Duration.ofMinutes(15).toSeconds();

  /// The period around the policy's time in which no deadline passes that is ahead of it.
  private static ValidityPeriod of(FreshnessPolicy policy) {
    Duration offset = policy.clock().offset();
    Instant now = policy.now();
    Instant unchangedUntil = policy.unchangedUntil();
    long second = now.plus(offset).getEpochSecond();
    Instant from =
        Instant.ofEpochSecond(Math.floorDiv(second, QUARTER_HOUR) * QUARTER_HOUR).minus(offset);
    Instant end = from.plusSeconds(QUARTER_HOUR);
    Instant until = unchangedUntil.isBefore(end) ? unchangedUntil : end;
    return new ValidityPeriod(from, until, offset, policy.isForVerified());
  }

  /// How long the decisions about these entries hold that were made so far; null where a user's
  /// midnight may be at any minute.
  static @Nullable ValidityPeriod of(CacheSnapshot entries, FreshnessPolicy policy) {
    Instant wallTime = policy.clock().wallTime(policy.now());
    boolean areMidnightsKnown =
        entries.entries().values().stream()
            .allMatch(
                entry ->
                    !(entry.value() instanceof Profile profile)
                        || isMidnightOnBoundary(profile.zone(), wallTime));
    return areMidnightsKnown ? of(policy) : null;
  }

  private static boolean isMidnightOnBoundary(ZoneId zone, Instant now) {
    return zone.getRules().getOffset(now).getTotalSeconds() % QUARTER_HOUR == 0;
  }

  /// `isVerified` is whether the cache is verified now.
  boolean holds(Instant now, Duration currentOffset, boolean isVerified) {
    return (isVerified || !isForVerified)
        && !now.isBefore(from)
        && now.isBefore(until)
        && currentOffset.equals(offset);
  }
}
