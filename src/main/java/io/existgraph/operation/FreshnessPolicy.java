package io.existgraph.operation;

import io.existgraph.data.CacheKey;
import io.existgraph.data.Freshness;
import io.existgraph.data.FreshnessClass;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The freshness policy of one operation: whether an entry of some age may be used, is to be
/// refreshed in the background, or may only replace a response that failed.
final class FreshnessPolicy {
  private static final Duration MAX_ZONE_AGE = Duration.ofHours(1);

  /// The age up to which no entry of a cache that is not verified is refreshed early.
  private static final Duration MAX_UNVERIFIED_AGE = Duration.ofSeconds(30);

  private final Freshness freshness;
  private final GatewayClock clock;
  private final Instant now;
  private final EntryAgeLimits limits;
  private final OperationFailures failures = new OperationFailures();
  private volatile Instant ownSince = Instant.MAX;
  private volatile Instant unchangedUntil = Instant.MAX;

  FreshnessPolicy(Freshness freshness, GatewayClock clock, Instant now, EntryAgeLimits limits) {
    this.freshness = freshness;
    this.clock = clock;
    this.now = now;
    this.limits = limits;
  }

  /// The same policy before anything was requested.
  FreshnessPolicy restarted() {
    return new FreshnessPolicy(freshness, clock, now, limits);
  }

  /// The same policy before anything was requested, with a maximum age of one hour for profiles,
  /// and so for the user's time zone, also where they replace a response that failed.
  FreshnessPolicy withRecentZone() {
    return new FreshnessPolicy(
        freshness, clock, now, limits.withZonesSince(now.minus(MAX_ZONE_AGE)));
  }

  /// When the operation began.
  Instant now() {
    return now;
  }

  GatewayClock clock() {
    return clock;
  }

  OperationFailures failures() {
    return failures;
  }

  /// Whether the entry may be part of the response: stale ones only in place of a response that
  /// failed.
  boolean isUsable(CacheKey<?> key, FreshnessClass kind, Instant fetchedAt) {
    if (key instanceof CacheKey.PageSize) { // is about Exist, not about data that is read afresh
      return isAhead(freshness.freshUntil(kind, fetchedAt));
    }
    boolean isTooOld =
        key instanceof CacheKey.ProfileOf
            && fetchedAt.isBefore(limits.zoneNotBefore())
            && !isOwn(fetchedAt);
    return !isTooOld
        && (isCurrent(kind, fetchedAt)
            || (failures.allowsStale(key) && freshness.isStaleIfError(kind, fetchedAt, now)));
  }

  /// Whether the entry may be used without a failure, at most with a refresh in the background.
  private boolean isCurrent(FreshnessClass kind, Instant fetchedAt) {
    return isOwn(fetchedAt)
        || isAccepted(freshness.staleWhileRevalidateUntil(kind, fetchedAt), fetchedAt);
  }

  /// Whether the entry is as new as the caller requires.
  boolean isFresh(FreshnessClass kind, Instant fetchedAt) {
    return isOwn(fetchedAt) || isAccepted(freshness.freshUntil(kind, fetchedAt), fetchedAt);
  }

  private boolean isAccepted(Instant deadline, Instant fetchedAt) {
    return isAhead(deadline) && fetchedAt.isAfter(limits.notBefore());
  }

  /// Why an entry of that age is stale: it replaces a response that failed. Null when it does not.
  @Nullable StaleReason staleReason(FreshnessClass kind, Instant fetchedAt) {
    return isCurrent(kind, fetchedAt) ? null : failures.staleReason();
  }

  /// Whether the entry is not to be refreshed.
  boolean needsNoRefresh(FreshnessClass kind, Instant fetchedAt) {
    return isOwn(fetchedAt)
        || (isAhead(freshness.freshUntil(kind, fetchedAt)) && isVerified(kind, fetchedAt));
  }

  /// Whether no write at another instance is likely to have changed the entry unnoticed. History is
  /// not written.
  private boolean isVerified(FreshnessClass kind, Instant fetchedAt) {
    return limits.isVerified()
        || kind == FreshnessClass.HISTORY
        || kind == FreshnessClass.AVERAGES
        || kind == FreshnessClass.CORRELATIONS
        || kind == FreshnessClass.INSIGHTS
        || isAhead(fetchedAt.plus(MAX_UNVERIFIED_AGE));
  }

  /// Whether decisions that hold so long would be made again.
  boolean isWithin(ValidityPeriod validity) {
    return validity.holds(now, clock.offset(), limits.isVerified());
  }

  /// Whether decisions are those about a verified cache.
  boolean isForVerified() {
    return limits.isVerified();
  }

  /// Whether the entry may replace a response that fails.
  boolean isStaleIfError(FreshnessClass kind, Instant fetchedAt) {
    return isOwn(fetchedAt) || freshness.isStaleIfError(kind, fetchedAt, now);
  }

  /// Whether an entry that another operation fetched is as good as one fetched for this operation.
  boolean isShareable(FreshnessClass kind, Instant fetchedAt) {
    return freshness.isFresh(kind, fetchedAt, now) && fetchedAt.isAfter(limits.notBefore());
  }

  /// Whether entries that were fetched before the operation began may be used.
  boolean acceptsEarlier() {
    return limits.notBefore().equals(Instant.MIN);
  }

  /// Whether the entry was fetched for this operation, also by another one that requested the same
  /// just before.
  boolean isOwn(Instant fetchedAt) {
    return !fetchedAt.isBefore(ownSince);
  }

  /// Records when a request of the operation was sent.
  synchronized void noteOwn(Instant sentAt) {
    ownSince = sentAt.isBefore(ownSince) ? sentAt : ownSince;
  }

  /// Whether a deadline of an entry is ahead. The earliest of them is kept: until then no decision
  /// changes by itself, since what has expired stays so.
  private boolean isAhead(Instant deadline) {
    if (!now.isBefore(deadline)) {
      return false;
    }
    if (deadline.isBefore(unchangedUntil)) {
      noteDeadline(deadline);
    }
    return true;
  }

  private synchronized void noteDeadline(Instant deadline) {
    unchangedUntil = deadline.isBefore(unchangedUntil) ? deadline : unchangedUntil;
  }

  /// Takes over decisions that were made before and hold until then.
  void alsoUnchangedUntil(Instant deadline) {
    if (deadline.isBefore(unchangedUntil)) {
      noteDeadline(deadline);
    }
  }

  /// The time until which all decisions so far hold.
  Instant unchangedUntil() {
    return unchangedUntil;
  }
}
