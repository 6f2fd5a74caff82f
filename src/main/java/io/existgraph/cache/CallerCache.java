package io.existgraph.cache;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.existgraph.cache.CacheReplication.SharedEntries;
import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The cache of one caller, with the requests that are on their way for that caller. Its
/// [WriteHistory] decides which responses may still be stored.
public final class CallerCache {
  private final CallerId caller;
  private final BoundedEntries entries;
  private final InFlightRequests inFlight = new InFlightRequests();
  private final WriteHistory writes = new WriteHistory();
  private final CacheOwner owner = new CacheOwner();
  private String sharedEpoch = SharedEpochs.NONE;
  private volatile boolean isInconsistent;

  CallerCache(CallerId caller, long maxBytes) {
    this.caller = caller;
    this.entries = new BoundedEntries(maxBytes, /* lock= */ this);
  }

  public <T> @Nullable CacheEntry<T> get(CacheKey<T> key) {
    return entries.get(key);
  }

  BoundedEntries entries() {
    return entries;
  }

  /// All entries at this moment: of any response, everything or nothing. Unmodifiable, and the same
  /// object until an entry changes.
  public CacheSnapshot snapshot() {
    return entries.snapshot();
  }

  /// A counter that grows with every change of what is cached or of whom it belongs to. What was
  /// computed from these entries is valid while it stays the same.
  public long version() {
    return entries.version();
  }

  /// The write history so far, to be taken when a request is sent.
  public synchronized CacheVersion writeVersion() {
    return writes.version(this);
  }

  /// Stores a response, unless a write came in between. What was stored of it; null if nothing.
  synchronized @Nullable SharedEntries put(
      CacheVersion requested, Map<CacheKey<?>, CacheEntry<?>> response) {
    if (!writes.covers(requested)) {
      return null;
    }
    response.forEach(
        (key, latest) ->
            entries.merge(key, latest, (old, entry) -> writes.merge(requested, key, old, entry)));
    entries.changed();
    return new SharedEntries(sharedEpoch, entries.get(response.keySet()));
  }

  /// What is left of the entries that a write may have changed.
  synchronized SharedEntries shared(WriteScope scope) {
    return new SharedEntries(sharedEpoch, entries.get(entries.keys(scope)));
  }

  /// The epoch of the writes that all instances count together.
  public synchronized String sharedEpoch() {
    return sharedEpoch;
  }

  /// Begins the shared epoch without a write, if the cache is still in that one: nothing is known
  /// to have happened in between.
  public synchronized void adopt(String from, String to) {
    if (sharedEpoch.equals(from)) {
      sharedEpoch = to;
    }
  }

  /// Takes over what other instances stored in `epoch`, if the cache is still in that shared epoch.
  /// Where it is another one, all entries are replaced. False if a write came in between.
  synchronized boolean load(String expected, String epoch, Map<CacheKey<?>, CacheEntry<?>> stored) {
    if (!sharedEpoch.equals(expected)) {
      return false;
    }
    if (!epoch.equals(expected)) {
      invalidate(CacheChange.CLEAR);
      sharedEpoch = epoch;
    }
    stored.forEach((key, entry) -> entries.merge(key, entry, CacheEntry::later));
    entries.changed();
    return true;
  }

  /// Removes these entries alone.
  public synchronized void forget(Set<CacheKey<?>> keys) {
    entries.remove(keys);
  }

  /// Applies a write of the caller to the entries and begins a new epoch, so that no response that
  /// was requested before is stored. Never runs beside [#put].
  @CanIgnoreReturnValue
  synchronized CacheVersion invalidate(CacheChange change) {
    inFlight.clear();
    writes.addOwn(change);
    entries.apply(change);
    return writeVersion();
  }

  /// The same, for a write that was announced to all instances. Nothing is kept if another instance
  /// wrote before it and that write has not arrived here.
  synchronized CacheVersion invalidate(CacheChange change, SharedEpochs epochs) {
    boolean hasMissed = !epochs.equals(SharedEpochs.MISSED) && !epochs.before().equals(sharedEpoch);
    sharedEpoch = epochs.after();
    if (hasMissed) {
      writes.addOwn(CacheChange.CLEAR); // an epoch of its own, so that nothing is stored across it
    }
    return invalidate(hasMissed ? CacheChange.CLEAR : change);
  }

  /// Records that a write which is applied already has been announced to all instances. Where
  /// another one came in before it, nothing is kept.
  public synchronized void acknowledge(SharedEpochs epochs) {
    var _ = invalidate((_, entry) -> entry, epochs);
  }

  /// Removes everything after a write of another instance, which began the shared epoch.
  public synchronized void invalidate(String epoch) {
    sharedEpoch = epoch;
    invalidate(CacheChange.CLEAR);
  }

  /// Applies a write that may be the same user's to the entries and to responses in flight.
  public synchronized void applyForeignWrite(CacheChange change) {
    writes.addForeign(change);
    entries.apply(change);
  }

  /// Applies a write of the same user whose outcome is unknown.
  synchronized void applyUnsettledWrite(CacheChange change) {
    writes.addUnsettled(change);
    applyForeignWrite(change);
  }

  /// The latest writes of unknown outcome.
  synchronized List<CacheChange> unsettledWrites() {
    return writes.unsettled();
  }

  public CallerId caller() {
    return caller;
  }

  CacheOwner owner() {
    return owner;
  }

  /// The user name of the account, if it is known.
  public @Nullable String ownerName() {
    return owner.username();
  }

  /// Records which account a response came from. False when an earlier one came from another.
  synchronized boolean identify(AccountIdentity identity) {
    return owner.identify(identity, entries::changed);
  }

  /// Makes the cache unusable for whoever still holds it: it has answers of more than one user.
  public void markInconsistent() {
    isInconsistent = true;
    entries.changed();
  }

  public boolean isInconsistent() {
    return isInconsistent;
  }

  /// The requests that are on their way, which others of the caller may join.
  public InFlightRequests inFlight() {
    return inFlight;
  }

  /// Lets requests to that target join a response that is still awaited although its request has
  /// failed, unless a write came in between.
  public <A> void await(CacheVersion requested, String target, Mono<A> response) {
    synchronized (this) {
      if (writes.isEpochOf(requested)) {
        inFlight.await(target, response);
        return;
      }
    }
    var _ = response.subscribe(_ -> {}, _ -> {}); // not stored, but it may be a 401
  }
}
