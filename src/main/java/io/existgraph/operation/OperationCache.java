package io.existgraph.operation;

import io.existgraph.cache.CacheChange;
import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CacheSnapshot;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.FreshnessClass;
import io.existgraph.exist.Failure;
import io.existgraph.view.CacheEntrySource;
import io.existgraph.view.CacheView;
import io.existgraph.view.FreshnessPredicate;
import io.existgraph.view.UpstreamLists;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The cache of one operation: the caller's cached entries when it began, its own responses, and
/// its failures. Its views differ in how old an entry may be.
public final class OperationCache {
  private final CallerCache callerCache;
  private final long version;
  private final UpstreamLists lists;
  private final FreshnessPolicy policy;
  private final CacheSnapshot snapshot;
  private final Map<CacheKey<?>, CacheEntry<?>> entries = new ConcurrentHashMap<>();

  OperationCache(CallerCache callerCache, UpstreamLists lists, FreshnessPolicy policy) {
    this(callerCache, callerCache.version(), callerCache.snapshot(), lists, policy);
  }

  /// The version is the one before the snapshot was taken.
  private OperationCache(
      CallerCache callerCache,
      long version,
      CacheSnapshot snapshot,
      UpstreamLists lists,
      FreshnessPolicy policy) {
    this.callerCache = callerCache;
    this.version = version;
    this.snapshot = snapshot;
    this.lists = lists;
    this.policy = policy;
  }

  CallerCache callerCache() {
    return callerCache;
  }

  FreshnessPolicy policy() {
    return policy;
  }

  /// A cache with the entries of when the operation began, as the change leaves them.
  OperationCache changed(CacheChange change) {
    return new OperationCache(
        callerCache,
        version,
        new CacheSnapshot(change.applyTo(snapshot.entries())),
        lists,
        policy.restarted());
  }

  /// A cache of the same entries, in which profiles are usable for an hour.
  OperationCache withRecentZone() {
    return new OperationCache(callerCache, version, snapshot, lists, policy.withRecentZone());
  }

  Instant now() {
    return policy.now();
  }

  /// The wall time at which something was fetched.
  Instant wallTime(Instant fetchedAt) {
    return policy.clock().wallTime(fetchedAt);
  }

  /// The entries that may be part of the response: stale ones only in place of a failed response.
  CacheView usable() {
    return view(this::entry, policy::isUsable);
  }

  /// [#usable()], which runs `onDifference` when an entry is found that only one of this view and
  /// [#fresh] accepts.
  CacheView usable(Runnable onDifference) {
    return view(
        this::entry,
        (key, kind, fetchedAt) -> {
          boolean isUsable = policy.isUsable(key, kind, fetchedAt);
          if (isUsable != policy.needsNoRefresh(kind, fetchedAt)) {
            onDifference.run();
          }
          return isUsable;
        });
  }

  /// The entries that need no refresh.
  CacheView fresh() {
    return view(this::entry, (_, kind, fetchedAt) -> policy.needsNoRefresh(kind, fetchedAt));
  }

  /// The entries that would be used if every request failed.
  CacheView staleIfError() {
    return view(this::entry, (_, kind, fetchedAt) -> policy.isStaleIfError(kind, fetchedAt));
  }

  /// The usable entries, and all names and dates whatever their age: what a second step will likely
  /// request depends on them.
  CacheView likely() {
    CacheView usable = usable();
    return view(
        this::entry, (key, kind, fetchedAt) -> isName(key) || usable.accepts(key, kind, fetchedAt));
  }

  private CacheView view(CacheEntrySource source, FreshnessPredicate accepts) {
    return new CacheView(source, accepts, lists, this::wallTime, wallTime(now()));
  }

  /// Only who the user is and which attributes there are: what a plan on an empty cache lacks.
  /// `source` finds each entry.
  CacheView names(CacheEntrySource source) {
    return view(key -> isName(key) ? source.entry(key) : null, (_, _, _) -> true);
  }

  private static boolean isName(CacheKey<?> key) {
    return key instanceof CacheKey.ProfileOf
        || key instanceof CacheKey.CatalogOf
        || key instanceof CacheKey.ListedAttributes;
  }

  /// A view without entries.
  CacheView nothing() {
    return view(_ -> null, (_, _, _) -> false);
  }

  /// The entries of when the operation began.
  CacheSnapshot snapshot() {
    return snapshot;
  }

  /// The basis of a response that was read from the cache alone; null where its validity is not
  /// known.
  @Nullable AnswerBasis basis(CallerId caller, Map<FreshnessClass, Integer> answers) {
    ValidityPeriod validity = ValidityPeriod.of(snapshot, policy);
    return validity == null
        ? null
        : AnswerBasis.of(caller, callerCache, version, validity, answers);
  }

  /// The entry, however old.
  @Nullable CacheEntry<?> entry(CacheKey<?> key) {
    if (callerCache.isInconsistent()) {
      return null;
    }
    CacheEntry<?> known = entries.get(key);
    return known == null ? fromSnapshot(key) : known;
  }

  /// Marks the entry as used in the caller's cache, which keeps it longer.
  private @Nullable CacheEntry<?> fromSnapshot(CacheKey<?> key) {
    CacheEntry<?> found = snapshot.entries().get(key);
    if (found == null) {
      return null;
    }
    var _ = callerCache.get(key);
    CacheEntry<?> first = entries.putIfAbsent(key, found);
    return first == null ? found : first;
  }

  /// Whether the caller's cache received the entry after this operation began.
  boolean isNew(CacheKey<?> key, CacheEntry<?> entry) {
    return !entry.equals(entry(key));
  }

  /// Stores a response to a request of the operation that was sent then.
  synchronized void store(DecodedResponse response, Instant sentAt) {
    policy.noteOwn(sentAt);
    response
        .values()
        .forEach(
            (key, value) -> {
              CacheEntry<?> latest = new CacheEntry<>(value, sentAt, response.weightOf(value));
              entries.put(key, CacheEntry.merge(entry(key), latest));
            });
  }

  OperationFailures failures() {
    return policy.failures();
  }

  @Nullable Failure failureOf(CacheKey<?> key) {
    return callerCache.isInconsistent() ? new Failure.BadResponse() : failures().of(key);
  }
}
