package io.existgraph.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.cache.CacheReplication.SharedEntries;
import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.UserRef;
import io.existgraph.model.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The caches of all callers, within one bound. Callers for whom nothing is stored yet are kept
/// apart, so that made-up credentials push nobody out.
///
/// Each caller is sure of a share. Beyond it a caller may hold a quarter of what is free, up to
/// eight times the share, and gives that back when little is free.
public final class CallerCaches {
  private static final Duration MAX_IDLE = Duration.ofDays(2);
  private static final int MAX_NEWCOMERS = 1_000;
  private static final int MAX_SHARES = 8;
  private static final int FREE_PARTS = 4;
  private static final CacheKey<Profile> OWN_PROFILE = new CacheKey.ProfileOf(UserRef.SELF);

  private final Cache<CallerId, CallerCache> callers;
  private final Cache<CallerId, CallerCache> newcomers;
  private final WritePropagation propagation = new WritePropagation();
  private final Map<CallerId, CallerCache> large = new ConcurrentHashMap<>();
  private final long maxBytes;
  private final long maxBytesPerCaller;
  private final CacheReplication replication;

  /// The caches of an instance that is alone.
  public CallerCaches(long maxBytes, long maxBytesPerCaller) {
    this(maxBytes, maxBytesPerCaller, CacheReplication.NONE);
  }

  public CallerCaches(long maxBytes, long maxBytesPerCaller, CacheReplication replication) {
    this.maxBytes = maxBytes;
    this.maxBytesPerCaller = maxBytesPerCaller;
    this.replication = replication;
    callers =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<CallerId, CallerCache>weigher((_, cache) -> cache.weight())
            .expireAfterAccess(MAX_IDLE)
            .evictionListener((_, cache, _) -> evicted(cache))
            .executor(Runnable::run)
            .build();
    newcomers =
        Caffeine.newBuilder()
            .maximumSize(MAX_NEWCOMERS)
            .<CallerId, CallerCache>evictionListener((_, cache, _) -> evicted(cache))
            .executor(Runnable::run)
            .build();
  }

  private void evicted(@Nullable CallerCache cache) {
    propagation.remove(Objects.requireNonNull(cache));
  }

  public CallerCache of(CallerId caller) {
    CallerCache known = callers.getIfPresent(caller);
    if (known != null) {
      return known;
    }
    CallerCache fresh = newcomers.get(caller, this::newCache);
    known = callers.getIfPresent(caller); // promoted since the first look
    return known == null ? fresh : known;
  }

  private CallerCache newCache(CallerId caller) {
    CallerCache cache = new CallerCache(caller, maxBytesPerCaller);
    propagation.add(cache);
    return cache;
  }

  /// Stores a response, all of its entries at once, unless that caller wrote since it was
  /// requested.
  public void put(
      CallerId caller, CacheVersion requested, Map<CacheKey<?>, CacheEntry<?>> response) {
    CallerCache cache = requested.cache();
    if (response.get(OWN_PROFILE) instanceof CacheEntry<?>(Profile profile, _, _)) {
      var _ = identify(cache, AccountIdentity.of(profile));
    }
    cache.limitTo(maxBytesNow());
    SharedEntries stored = cache.put(requested, response);
    keep(caller, cache);
    if (stored != null) {
      replication.stored(cache, stored);
    }
  }

  /// Takes over what other instances stored, as [CallerCache#load] does.
  public boolean load(
      CallerId caller,
      CallerCache cache,
      String expected,
      String epoch,
      Map<CacheKey<?>, CacheEntry<?>> stored) {
    if (stored.get(OWN_PROFILE) instanceof CacheEntry<?>(Profile profile, _, _)
        && !identify(cache, AccountIdentity.of(profile))) {
      cache.markInconsistent();
      forget(caller);
      return true;
    }
    cache.limitTo(maxBytesNow());
    boolean isLoaded = cache.load(expected, epoch, stored);
    if (isLoaded && !stored.isEmpty()) {
      keep(caller, cache);
    }
    return isLoaded;
  }

  private void keep(CallerId caller, CallerCache cache) {
    var _ =
        newcomers
            .asMap()
            .computeIfPresent(caller, (_, it) -> it == cache ? promoted(caller, cache) : it);
    weigh(caller, cache);
    if (free() < maxBytes / MAX_SHARES) {
      large.forEach(this::trim);
    }
  }

  private void weigh(CallerId caller, CallerCache cache) {
    boolean isHeld = callers.asMap().replace(caller, cache, cache);
    if (isHeld && cache.weight() > maxBytesPerCaller) {
      large.put(caller, cache);
    } else {
      large.remove(caller);
    }
  }

  private void trim(CallerId caller, CallerCache cache) {
    cache.limitTo(maxBytesPerCaller);
    weigh(caller, cache);
  }

  /// How much a caller may hold now.
  private long maxBytesNow() {
    return Math.min(maxBytesPerCaller + free() / FREE_PARTS, MAX_SHARES * maxBytesPerCaller);
  }

  private long free() {
    return Math.max(0, maxBytes - weight());
  }

  /// A newcomer no more.
  private @Nullable CallerCache promoted(CallerId caller, CallerCache cache) {
    CallerCache other = callers.asMap().putIfAbsent(caller, cache);
    if (other != null && other != cache) {
      propagation.remove(cache);
    }
    return null;
  }

  /// Records the account that a caller's responses come from. False when an earlier response of the
  /// same caller came from another one.
  public boolean identify(CallerCache cache, AccountIdentity identity) {
    AccountIdentity before = cache.owner();
    boolean isConsistent = cache.identify(identity);
    propagation.refile(cache, before);
    propagation.whenOwnerKnown(cache);
    return isConsistent;
  }

  /// The other callers whose responses come from the same account, as far as they are known.
  public List<CallerId> sameAccount(CallerId caller) {
    CallerCache cache = callers.getIfPresent(caller);
    cache = cache == null ? newcomers.getIfPresent(caller) : cache;
    return cache == null ? List.of() : cache.sameAccount();
  }

  /// Applies a write to the caller's cache, and to the caches of other credentials of the same
  /// user, at all instances: before it is sent, and again when it `isDone`. Returns the version at
  /// which the caller's new epoch begins.
  public Mono<CacheVersion> invalidate(CallerId caller, CacheChange change, boolean isDone) {
    CallerCache cache = of(caller);
    return replication
        .wrote(caller, cache, change, isDone)
        .map(epochs -> invalidate(caller, cache, change, epochs, isDone));
  }

  private CacheVersion invalidate(
      CallerId caller, CallerCache cache, CacheChange change, SharedEpochs epochs, boolean isDone) {
    CacheVersion version = cache.invalidate(change, epochs);
    propagation.propagate(cache, change);
    CallerCache current = of(caller);
    if (current != cache) { // forgotten meanwhile
      version = current.invalidate(change);
    } else if (isDone) {
      replication.stored(cache, cache.shared(change.scope()));
    }
    return version;
  }

  /// Whether no write of another instance can be missing from the cache.
  public boolean isCurrent(CallerCache cache) {
    return replication.isCurrent(cache);
  }

  /// Brings the caller's cache up to date with other instances. Empty at once where it is.
  public Mono<Void> update(Caller caller) {
    return replication.update(caller, of(caller.id()));
  }

  /// What instances share, for requests that only one of them is to send.
  public CacheReplication replication() {
    return replication;
  }

  /// Removes the caller altogether, at all instances.
  public void forget(CallerId caller) {
    remove(caller).forEach(cache -> replication.forgotten(caller, cache));
  }

  /// Removes the caller here, as another instance did.
  public void forgetHere(CallerId caller) {
    var _ = remove(caller);
  }

  /// Removes all callers here.
  public void clear() {
    Stream.of(newcomers, callers)
        .flatMap(caches -> List.copyOf(caches.asMap().keySet()).stream())
        .forEach(this::forgetHere);
  }

  /// Newcomers first: they may be about to be promoted.
  private List<CallerCache> remove(CallerId caller) {
    List<CallerCache> removed =
        Stream.of(newcomers, callers)
            .map(caches -> caches.asMap().remove(caller))
            .filter(Objects::nonNull)
            .toList();
    for (CallerCache cache : removed) {
      propagation.remove(cache);
      cache.invalidate(CacheChange.CLEAR);
    }
    return removed;
  }

  /// How many callers there are.
  long size() {
    return callers.estimatedSize() + newcomers.estimatedSize();
  }

  /// Estimated size of all callers' entries on the heap in bytes.
  public long weight() {
    return callers.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
