package io.existgraph.cache;

import io.existgraph.cache.CacheReplication.Consistency;
import io.existgraph.cache.CacheReplication.SharedEntries;
import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.UserRef;
import io.existgraph.model.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The caches of all callers. Writes are propagated to the other credentials of an account, and to
/// other instances.
public final class CallerCaches {
  /// How long responses have to name another account, and none the first, until that counts.
  private static final Duration MAX_DISPUTE = Duration.ofMinutes(10);

  private static final CacheKey<Profile> OWN_PROFILE = new CacheKey.ProfileOf(UserRef.SELF);

  private final CallerCacheRegistry registry;
  private final WritePropagation propagation = new WritePropagation();
  private final CacheReplication replication;

  /// The caches of an instance that is alone.
  public CallerCaches(long maxBytes, long maxBytesPerCaller) {
    this(maxBytes, maxBytesPerCaller, CacheReplication.NONE);
  }

  public CallerCaches(long maxBytes, long maxBytesPerCaller, CacheReplication replication) {
    this.replication = replication;
    this.registry =
        new CallerCacheRegistry(maxBytes, maxBytesPerCaller, propagation::add, propagation::remove);
  }

  public CallerCache of(CallerId caller) {
    return registry.of(caller);
  }

  /// Stores a response, all of its entries at once, unless that caller wrote since it was
  /// requested.
  public void put(
      CallerId caller, CacheVersion requested, Map<CacheKey<?>, CacheEntry<?>> response) {
    CallerCache cache = requested.cache();
    if (response.get(OWN_PROFILE) instanceof CacheEntry<?>(Profile profile, _, _)) {
      var _ = identify(cache, AccountIdentity.of(profile));
    }
    registry.grow(cache);
    SharedEntries stored = cache.put(requested, response);
    registry.keep(caller, cache);
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
    if (stored.get(OWN_PROFILE) instanceof CacheEntry<?>(Profile profile, var fetchedAt, _)
        && !verifyOwner(caller, cache, AccountIdentity.of(profile), fetchedAt)) {
      return true;
    }
    registry.grow(cache);
    boolean isLoaded = cache.load(expected, epoch, stored);
    if (isLoaded && !stored.isEmpty()) {
      registry.keep(caller, cache);
    }
    return isLoaded;
  }

  /// Records the account that a response of `sentAt` comes from. False when an earlier response of
  /// the same caller came from another one: which of the two owns the credential is not known, so
  /// that everything of the caller is removed. The first account still counts, until responses have
  /// named another one, and never the first, for [#MAX_DISPUTE].
  public boolean verifyOwner(
      CallerId caller, CallerCache cache, AccountIdentity identity, Instant sentAt) {
    if (identify(cache, identity)) {
      return true;
    }
    AccountIdentity first = cache.owner().identity();
    Instant known = cache.owner().disputedSince();
    Instant since = known == null ? sentAt : known;
    cache.markInconsistent();
    forget(caller);
    if (first != null && sentAt.isBefore(since.plus(MAX_DISPUTE))) {
      CallerCache next = of(caller);
      var _ = identify(next, first);
      next.owner().disputedSince(since);
    }
    return false;
  }

  /// Records the account that a caller's responses come from. False when an earlier response of the
  /// same caller came from another one.
  public boolean identify(CallerCache cache, AccountIdentity identity) {
    AccountIdentity before = cache.owner().identity();
    boolean isConsistent = cache.identify(identity);
    propagation.refile(cache, before);
    propagation.whenOwnerKnown(cache);
    return isConsistent;
  }

  /// The user name of the account that the caller's responses come from; null while it is unknown.
  public @Nullable String accountName(CallerId caller) {
    CallerCache cache = registry.find(caller);
    return cache == null ? null : cache.ownerName();
  }

  /// The other callers whose responses come from the same account, as far as they are known.
  public List<CallerId> sameAccount(CallerId caller) {
    CallerCache cache = registry.find(caller);
    return cache == null ? List.of() : cache.owner().otherCallers();
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

  /// How far the cache agrees with those of other instances.
  public Consistency consistency(CallerCache cache) {
    return replication.consistency(cache);
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
    registry.all().forEach(this::forgetHere);
  }

  private List<CallerCache> remove(CallerId caller) {
    List<CallerCache> removed = registry.remove(caller);
    for (CallerCache cache : removed) {
      propagation.remove(cache);
      cache.invalidate(CacheChange.CLEAR);
    }
    return removed;
  }

  /// How many callers there are.
  long size() {
    return registry.size();
  }

  /// Estimated size of all callers' entries on the heap in bytes.
  public long weight() {
    return registry.weight();
  }
}
