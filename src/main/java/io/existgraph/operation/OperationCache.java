package io.existgraph.operation;

import io.existgraph.cache.CacheChange;
import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.Freshness;
import io.existgraph.data.FreshnessClass;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.Profile;
import io.existgraph.time.GatewayClock;
import io.existgraph.view.CacheEntrySource;
import io.existgraph.view.CacheView;
import io.existgraph.view.FreshnessPredicate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What one operation knows: what was in memory when it began, its own answers, and what failed.
/// Views of it differ in how old an entry may be.
public final class OperationCache {
  private static final Duration MAX_ZONE_AGE = Duration.ofHours(1);

  private final CallerCache callerCache;
  private final long version;
  private final CacheView.Lists lists;
  private final Freshness freshness;
  private final GatewayClock clock;
  private final Instant now;
  private final EntryAgeLimits limits;
  private final Map<CacheKey<?>, CacheEntry<?>> remembered;
  private final Map<CacheKey<?>, CacheEntry<?>> entries = new ConcurrentHashMap<>();
  private final OperationFailures failures = new OperationFailures();
  private volatile Instant ownSince = Instant.MAX;
  private volatile Instant unchangedUntil = Instant.MAX;

  OperationCache(
      CallerCache callerCache,
      CacheView.Lists lists,
      Freshness freshness,
      GatewayClock clock,
      Instant now,
      EntryAgeLimits limits) {
    this(
        callerCache,
        callerCache.version(),
        callerCache.snapshot(),
        lists,
        freshness,
        clock,
        now,
        limits);
  }

  /// The version is the one before the snapshot was taken.
  private OperationCache(
      CallerCache callerCache,
      long version,
      Map<CacheKey<?>, CacheEntry<?>> remembered,
      CacheView.Lists lists,
      Freshness freshness,
      GatewayClock clock,
      Instant now,
      EntryAgeLimits limits) {
    this.callerCache = callerCache;
    this.version = version;
    this.remembered = remembered;
    this.lists = lists;
    this.freshness = freshness;
    this.clock = clock;
    this.now = now;
    this.limits = limits;
  }

  CallerCache callerCache() {
    return callerCache;
  }

  /// What was in memory when it began, as that changes it; null is nothing.
  OperationCache changed(CacheChange change) {
    Map<CacheKey<?>, CacheEntry<?>> left = new HashMap<>();
    remembered.forEach(
        (key, entry) -> {
          CacheEntry<?> changed = change.apply(key, entry);
          if (changed != null) {
            left.put(key, changed);
          }
        });
    return new OperationCache(callerCache, version, left, lists, freshness, clock, now, limits);
  }

  /// The same; a profile, and so the user's time zone, counts only up to an hour, even as a
  /// stand-in.
  OperationCache withRecentZone() {
    return new OperationCache(
        callerCache,
        version,
        remembered,
        lists,
        freshness,
        clock,
        now,
        limits.withZonesSince(now.minus(MAX_ZONE_AGE)));
  }

  Instant now() {
    return now;
  }

  /// The wall time at which something was fetched.
  Instant wallTime(Instant fetchedAt) {
    return clock.wallTime(fetchedAt);
  }

  private CacheView view(CacheEntrySource source, FreshnessPredicate freshness) {
    return new CacheView(source, freshness, lists, this::wallTime, wallTime(now));
  }

  /// Good enough to answer with: stale entries only for what could not be asked.
  CacheView usable() {
    return view(this::entry, this::isUsable);
  }

  private boolean isUsable(CacheKey<?> key, FreshnessClass kind, Instant fetchedAt) {
    if (key instanceof CacheKey.PageSize) { // is about Exist, not about data that is read afresh
      return isAhead(freshness.freshUntil(kind, fetchedAt));
    }
    boolean isTooOld =
        key instanceof CacheKey.ProfileOf
            && fetchedAt.isBefore(limits.zoneNotBefore())
            && !isOwn(fetchedAt);
    return !isTooOld
        && (isCurrent(kind, fetchedAt)
            || (failures.excuse(key) && freshness.isStaleIfError(kind, fetchedAt, now)));
  }

  /// Whether it may be used although Exist could be asked: it is refreshed in the background at
  /// most.
  private boolean isCurrent(FreshnessClass kind, Instant fetchedAt) {
    return isOwn(fetchedAt)
        || (isAhead(freshness.staleWhileRevalidateUntil(kind, fetchedAt))
            && fetchedAt.isAfter(limits.notBefore()));
  }

  /// Why it is stale: it stands in for an answer that could not be had. Null when it does not.
  @Nullable StaleReason staleReason(FreshnessClass kind, Instant fetchedAt) {
    return isCurrent(kind, fetchedAt) ? null : failures.staleReason();
  }

  /// [#usable()], which runs `onDifference` when an entry is found that only one of this view and
  /// [#fresh] accepts.
  CacheView usable(Runnable onDifference) {
    return view(
        this::entry,
        (key, kind, fetchedAt) -> {
          boolean isUsable = isUsable(key, kind, fetchedAt);
          if (isUsable != needsNoRefresh(kind, fetchedAt)) {
            onDifference.run();
          }
          return isUsable;
        });
  }

  /// Needs no refresh.
  CacheView fresh() {
    return view(this::entry, (_, kind, fetchedAt) -> needsNoRefresh(kind, fetchedAt));
  }

  private boolean needsNoRefresh(FreshnessClass kind, Instant fetchedAt) {
    return isOwn(fetchedAt)
        || (isAhead(freshness.freshUntil(kind, fetchedAt)) && isVerified(kind, fetchedAt));
  }

  /// Whether no write elsewhere is likely to have changed it unheard: history is not written.
  private boolean isVerified(FreshnessClass kind, Instant fetchedAt) {
    return !fetchedAt.isBefore(limits.refreshBefore())
        || kind == FreshnessClass.HISTORY
        || kind == FreshnessClass.AVERAGES
        || kind == FreshnessClass.CORRELATIONS
        || kind == FreshnessClass.INSIGHTS;
  }

  /// As if everything that can stand in had to.
  CacheView old() {
    return view(
        this::entry,
        (_, kind, fetchedAt) -> isOwn(fetchedAt) || freshness.isStaleIfError(kind, fetchedAt, now));
  }

  /// Only who the user is and which attributes there are: what a plan on an empty memory lacks.
  /// `source` finds each [#name].
  CacheView names(CacheEntrySource source) {
    return view(key -> isName(key) ? source.entry(key) : null, (_, _, _) -> true);
  }

  @Nullable CacheEntry<?> name(CacheKey<?> key) {
    return entry(key);
  }

  private static boolean isName(CacheKey<?> key) {
    return key instanceof CacheKey.ProfileOf
        || key instanceof CacheKey.CatalogOf
        || key instanceof CacheKey.ListedOf;
  }

  /// As if the names and dates that were known once still held: what a second step will likely ask.
  CacheView likely() {
    CacheView usable = usable();
    return view(
        this::entry, (key, kind, fetchedAt) -> isName(key) || usable.accepts(key, kind, fetchedAt));
  }

  CacheView nothing() {
    return view(_ -> null, (_, _, _) -> false);
  }

  /// Whether a deadline of an entry is ahead. All that are, are noted: until the first of them the
  /// views do not change by themselves, since what has expired stays so.
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

  /// What an answer rests on that was read from memory alone; null where a user's midnight may lie
  /// at any minute.
  @Nullable AnswerBasis basis(CallerId caller, Map<FreshnessClass, Integer> answers) {
    boolean areMidnightsKnown =
        remembered.values().stream()
            .allMatch(
                entry ->
                    !(entry.value() instanceof Profile profile)
                        || AnswerBasis.isMidnightOnBoundary(profile.zone(), clock.wallTime(now)));
    return areMidnightsKnown
        ? AnswerBasis.of(caller, callerCache, version, now, clock.offset(), unchangedUntil, answers)
        : null;
  }

  /// Whether it was fetched for this operation, be it by another that asked for the same just
  /// before.
  private boolean isOwn(Instant fetchedAt) {
    return !fetchedAt.isBefore(ownSince);
  }

  private boolean isOwn(@Nullable CacheEntry<?> entry) {
    return entry != null && isOwn(entry.fetchedAt());
  }

  private @Nullable CacheEntry<?> entry(CacheKey<?> key) {
    if (callerCache.isInconsistent()) {
      return null;
    }
    CacheEntry<?> known = entries.get(key);
    return known == null ? remembered(key) : known;
  }

  /// Marks the entry as used in the cache, which keeps it longer.
  private @Nullable CacheEntry<?> remembered(CacheKey<?> key) {
    CacheEntry<?> found = remembered.get(key);
    if (found == null) {
      return null;
    }
    var _ = callerCache.get(key);
    CacheEntry<?> first = entries.putIfAbsent(key, found);
    return first == null ? found : first;
  }

  /// Whether what was fetched before it began counts.
  boolean acceptsEarlier() {
    return limits.notBefore().equals(Instant.MIN);
  }

  /// Whether memory came to hold the entry after this operation began.
  boolean isNews(CacheKey<?> key, CacheEntry<?> entry) {
    return !entry.equals(entry(key));
  }

  /// Whether it could have been fetched for this operation.
  boolean isAsGoodAsOwn(CacheKey<?> key, CacheEntry<?> entry) {
    return freshness.isFresh(key.kind(), entry.fetchedAt(), now)
        && entry.fetchedAt().isAfter(limits.notBefore());
  }

  synchronized void learn(DecodedResponse answer, Instant askedAt) {
    ownSince = askedAt.isBefore(ownSince) ? askedAt : ownSince;
    answer
        .values()
        .forEach(
            (key, value) -> {
              CacheEntry<?> latest = new CacheEntry<>(value, askedAt, answer.weightOf(value));
              entries.put(key, CacheEntry.merge(entry(key), latest));
            });
  }

  /// Whether something older was found in the place of an answer that could not be had.
  boolean hasStandIn(ReadRequest ask) {
    CacheView usable = usable();
    return ask.principal().anyMatch(key -> usable.get(key) != null && !isOwn(entry(key)));
  }

  OperationFailures failures() {
    return failures;
  }

  @Nullable Failure failureOf(CacheKey<?> key) {
    return callerCache.isInconsistent() ? new Failure.BadResponse() : failures.of(key);
  }

  /// Whether it is as new as the caller wants it.
  boolean isFresh(FreshnessClass kind, Instant fetchedAt) {
    return isOwn(fetchedAt)
        || (isAhead(freshness.freshUntil(kind, fetchedAt))
            && fetchedAt.isAfter(limits.notBefore()));
  }
}
