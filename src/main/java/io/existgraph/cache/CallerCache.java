package io.existgraph.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.existgraph.cache.CacheReplication.SharedEntries;
import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The cache of one caller, with the requests that are on their way for that caller.
///
/// A response is stored only in the epoch in which it was requested. A write of the caller begins a
/// new epoch, so that no read which raced it is stored, and no later reader joins it. A write
/// through another credential, possibly of the same user, begins none: it is applied to the cached
/// entries and to responses still in flight.
public final class CallerCache {
  private static final int ENTRY_OVERHEAD = 200;
  private static final int CACHE_OVERHEAD = 1024;

  private final CallerId caller;
  private final Cache<CacheKey<?>, CacheEntry<?>> entries;
  private final InFlightRequests inFlight = new InFlightRequests();
  private final ForeignWriteLog foreignWrites = new ForeignWriteLog();
  private final UnsettledWrites unsettledWrites = new UnsettledWrites();
  private final AtomicLong version = new AtomicLong();
  private long epoch;
  private String sharedEpoch = SharedEpochs.NONE;
  private volatile @Nullable Map<CacheKey<?>, CacheEntry<?>> snapshot;
  private volatile @Nullable AccountIdentity owner;
  private volatile List<CallerId> sameAccount = List.of();
  private volatile boolean isInconsistent;

  CallerCache(CallerId caller, long maxBytes) {
    this.caller = caller;
    entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<CacheKey<?>, CacheEntry<?>>weigher((_, entry) -> entry.weight() + ENTRY_OVERHEAD)
            .evictionListener((_, _, _) -> snapshot = null)
            .executor(Runnable::run)
            .build();
  }

  @SuppressWarnings("unchecked") // an entry is stored under a key of its own type
  public <T> @Nullable CacheEntry<T> get(CacheKey<T> key) {
    return (CacheEntry<T>) entries.getIfPresent(key);
  }

  /// Changes how much it may hold.
  void limitTo(long bytes) {
    entries.policy().eviction().orElseThrow().setMaximum(bytes);
  }

  /// All entries at this moment: of any response, everything or nothing. Unmodifiable, and the same
  /// map until an entry changes.
  public Map<CacheKey<?>, CacheEntry<?>> snapshot() {
    Map<CacheKey<?>, CacheEntry<?>> last = snapshot;
    return last == null ? newSnapshot() : last;
  }

  private synchronized Map<CacheKey<?>, CacheEntry<?>> newSnapshot() {
    Map<CacheKey<?>, CacheEntry<?>> copy = Map.copyOf(entries.asMap());
    snapshot = copy;
    return copy;
  }

  /// A counter that grows with every change of what is cached or of whom it belongs to. What was
  /// computed from these entries is valid while it stays the same.
  public long version() {
    return version.get();
  }

  /// The write history so far, to be taken when a request is sent.
  public synchronized CacheVersion writeVersion() {
    return new CacheVersion(this, epoch, foreignWrites.last());
  }

  /// Stores a response, unless a write came in between. What was stored of it; null if nothing.
  @CanIgnoreReturnValue
  synchronized @Nullable SharedEntries put(
      CacheVersion requested, Map<CacheKey<?>, CacheEntry<?>> response) {
    if (epoch != requested.epoch() || !foreignWrites.covers(requested.foreignWrites())) {
      return null;
    }
    response.forEach((key, entry) -> put(requested, key, entry));
    changed();
    return shared(response.keySet());
  }

  private SharedEntries shared(Set<CacheKey<?>> keys) {
    Map<CacheKey<?>, CacheEntry<?>> held = new HashMap<>();
    for (CacheKey<?> key : keys) {
      CacheEntry<?> entry = entries.getIfPresent(key);
      if (entry != null) {
        held.put(key, entry);
      }
    }
    return new SharedEntries(sharedEpoch, held);
  }

  /// What is left of the entries that a write may have changed.
  synchronized SharedEntries shared(WriteScope scope) {
    return shared(
        entries.asMap().entrySet().stream()
            .filter(entry -> scope.includes(entry.getKey(), entry.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
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
    stored.forEach((key, entry) -> entries.asMap().merge(key, entry, CallerCache::later));
    changed();
    return true;
  }

  private static CacheEntry<?> later(CacheEntry<?> own, CacheEntry<?> other) {
    return own.fetchedAt().isAfter(other.fetchedAt())
        ? CacheEntry.merge(other, own)
        : CacheEntry.merge(own, other);
  }

  private void put(CacheVersion requested, CacheKey<?> key, CacheEntry<?> response) {
    CacheEntry<?> entry = unsettledWrites.settled(key, response);
    if (entry == null) {
      return;
    }
    var _ =
        entries
            .asMap()
            .compute(
                key,
                (_, old) ->
                    foreignWrites.applyAfter(
                        requested.foreignWrites(), key, CacheEntry.merge(old, entry)));
  }

  /// Removes these entries alone.
  public synchronized void forget(Set<CacheKey<?>> keys) {
    entries.invalidateAll(keys);
    changed();
  }

  /// Applies a write of the caller to the entries and begins a new epoch, so that no response that
  /// was requested before is stored. Never runs beside [#put].
  @CanIgnoreReturnValue
  synchronized CacheVersion invalidate(CacheChange change) {
    epoch++;
    inFlight.clear();
    unsettledWrites.add(change);
    apply(change);
    return writeVersion();
  }

  /// The same, for a write that all instances were to be informed of. Where another write came in
  /// before it that this one has not heard of yet, nothing is kept.
  synchronized CacheVersion invalidate(CacheChange change, SharedEpochs epochs) {
    boolean hasMissed = !epochs.equals(SharedEpochs.MISSED) && !epochs.before().equals(sharedEpoch);
    sharedEpoch = epochs.after();
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

  /// Applies a write that may have been the same user's to the entries and to the responses that
  /// are on their way.
  public synchronized void applyForeignWrite(CacheChange change) {
    foreignWrites.add(change);
    apply(change);
  }

  /// Applies a write of the same user whose outcome is unknown.
  synchronized void applyUnsettledWrite(CacheChange change) {
    unsettledWrites.add(change);
    applyForeignWrite(change);
  }

  /// The latest writes of unknown outcome.
  synchronized List<CacheChange> unsettledWrites() {
    return unsettledWrites.latest();
  }

  private void apply(CacheChange change) {
    for (CacheKey<?> key : Set.copyOf(entries.asMap().keySet())) {
      var _ = entries.asMap().computeIfPresent(key, change::apply);
    }
    changed();
  }

  private void changed() {
    snapshot = null;
    version.incrementAndGet();
  }

  /// Whose answers these are, as far as a response has said.
  @Nullable AccountIdentity owner() {
    return owner;
  }

  CallerId caller() {
    return caller;
  }

  /// The other callers that answered as the same account.
  List<CallerId> sameAccount() {
    return sameAccount;
  }

  void sameAccount(List<CallerId> others) {
    sameAccount = others;
  }

  /// The name of that account, if it is known.
  public @Nullable String ownerName() {
    AccountIdentity identity = owner;
    return identity == null ? null : identity.username();
  }

  /// Records whose answers these are. False when a response said otherwise before.
  synchronized boolean identify(AccountIdentity identity) {
    AccountIdentity first = owner;
    if (first != null && identity.contradicts(first)) {
      return false;
    }
    AccountIdentity known = first == null ? identity : identity.completedBy(first);
    if (!known.equals(first)) {
      owner = known;
      changed();
    }
    return true;
  }

  /// Makes the cache unusable for whoever still holds it: it has answers of more than one user.
  public void markInconsistent() {
    isInconsistent = true;
    version.incrementAndGet();
  }

  public boolean isInconsistent() {
    return isInconsistent;
  }

  /// Whether no response is on its way that others could join.
  public boolean isIdle() {
    return inFlight.isEmpty();
  }

  /// Whether a request to that target is on its way.
  public boolean isInFlight(String target) {
    return inFlight.contains(target);
  }

  /// The response of the one request to that target. `start` sends it when none is on its way;
  /// `joined` runs when somebody else had sent it.
  public <A> Mono<A> singleFlight(String target, Runnable joined, Supplier<Mono<A>> start) {
    return inFlight.singleFlight(target, joined, start);
  }

  /// Lets requests to that target join a response that is still awaited although its request has
  /// failed, unless a write came in between.
  public <A> void await(CacheVersion requested, String target, Mono<A> response) {
    synchronized (this) {
      if (epoch == requested.epoch()) {
        inFlight.await(target, response);
        return;
      }
    }
    var _ = response.subscribe(_ -> {}, _ -> {}); // not stored, but it may be a 401
  }

  /// Estimated size on the heap in bytes.
  int weight() {
    long held = entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    return (int) Math.min(Integer.MAX_VALUE, held + CACHE_OVERHEAD);
  }
}
