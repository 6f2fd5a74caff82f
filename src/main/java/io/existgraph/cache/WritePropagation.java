package io.existgraph.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/// Propagation of a write to the caches of other credentials that belong, or may belong, to the
/// same Exist account.
///
/// Caches of the same account are invalidated. Caches whose account is not known yet get the write
/// as a foreign one. A write through a credential whose own account is not known reaches the caches
/// of that account as soon as a response identifies it.
final class WritePropagation {
  /// Of a credential that is not identified; beyond it the account's caches are cleared.
  private static final int MAX_PENDING = 100;

  private final Set<CallerCache> unidentified = new HashSet<>();
  private final Map<String, Set<CallerCache>> byAccount = new HashMap<>();
  private final Map<CallerCache, Set<CacheChange>> pending = new WeakHashMap<>();

  synchronized void add(CallerCache cache) {
    unidentified.add(cache);
  }

  synchronized void remove(CallerCache cache) {
    unidentified.remove(cache);
    unfile(cache, keys(cache.owner().identity()));
    cache.owner().otherCallers(List.of());
  }

  private void unfile(CallerCache cache, List<String> keys) {
    List<CallerCache> filed = filedUnder(keys);
    keys.forEach(key -> byAccount.computeIfPresent(key, (_, caches) -> without(caches, cache)));
    filed.stream().filter(other -> other != cache).forEach(this::connect);
  }

  /// Records which callers are of the same account as the cache's.
  private void connect(CallerCache cache) {
    cache
        .owner()
        .otherCallers(othersOf(cache).stream().map(CallerCache::caller).distinct().toList());
  }

  /// Files a cache anew whose account was identified by other parts before.
  synchronized void refile(CallerCache cache, @Nullable AccountIdentity before) {
    List<String> old = keys(before);
    if (!old.isEmpty() && !old.equals(keys(cache.owner().identity()))) {
      unfile(cache, old);
      unidentified.add(cache);
    }
  }

  private static @Nullable Set<CallerCache> without(Set<CallerCache> caches, CallerCache cache) {
    caches.remove(cache);
    return caches.isEmpty() ? null : caches;
  }

  /// Applies a write through the credential of `writer` to the caches of others.
  void propagate(CallerCache writer, CacheChange change) {
    List<CallerCache> same;
    List<CallerCache> unknown;
    synchronized (this) {
      same = othersOf(writer);
      unknown = others(unidentified, writer);
      if (keys(writer.owner().identity()).isEmpty()) {
        applyWhenOwnerKnown(writer, change);
      }
    }
    same.forEach(cache -> cache.invalidate(change));
    unknown.forEach(cache -> cache.applyForeignWrite(change));
  }

  /// Files the cache under its account, with the unsettled writes of the account's other caches,
  /// and propagates what was pending.
  void whenOwnerKnown(CallerCache cache) {
    Set<CacheChange> changes;
    List<CallerCache> same;
    boolean isNew;
    synchronized (this) {
      List<String> keys = keys(cache.owner().identity());
      isNew = !keys.isEmpty() && unidentified.remove(cache);
      if (isNew) {
        keys.forEach(key -> byAccount.computeIfAbsent(key, _ -> new HashSet<>()).add(cache));
        filedUnder(keys).forEach(this::connect);
      }
      same = othersOf(cache);
      changes = keys.isEmpty() ? null : pending.remove(cache);
    }
    if (isNew) {
      same.forEach(other -> other.unsettledWrites().forEach(cache::applyUnsettledWrite));
    }
    if (changes != null) {
      changes.forEach(change -> same.forEach(other -> other.invalidate(change)));
    }
  }

  private void applyWhenOwnerKnown(CallerCache writer, CacheChange change) {
    Set<CacheChange> changes = pending.computeIfAbsent(writer, _ -> new LinkedHashSet<>());
    changes.add(change);
    if (changes.size() > MAX_PENDING) {
      changes.clear();
      changes.add(CacheChange.CLEAR);
    }
  }

  private List<CallerCache> othersOf(CallerCache cache) {
    AccountIdentity owner = cache.owner().identity();
    return filedUnder(keys(owner)).stream()
        .filter(other -> other != cache && isSame(owner, other.owner().identity()))
        .toList();
  }

  private List<CallerCache> filedUnder(List<String> keys) {
    return keys.stream()
        .flatMap(key -> byAccount.getOrDefault(key, Set.of()).stream())
        .distinct()
        .toList();
  }

  private static boolean isSame(@Nullable AccountIdentity one, @Nullable AccountIdentity other) {
    return one != null && other != null && !one.contradicts(other);
  }

  private static List<CallerCache> others(Collection<CallerCache> caches, CallerCache cache) {
    return caches.stream().filter(other -> other != cache).toList();
  }

  private static List<String> keys(@Nullable AccountIdentity owner) {
    return owner == null ? List.of() : owner.keys();
  }
}
