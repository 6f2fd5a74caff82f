package io.existgraph.cache;

import io.existgraph.data.CacheKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The writes that affect one cache: the caller's own as a number of epochs, those through other
/// credentials, and those of unknown outcome. Guarded by the lock of its [CallerCache].
///
/// A response is stored only in the epoch in which it was requested. A write of the caller begins a
/// new epoch, so that no read which raced it is stored, and no later reader joins it. A write
/// through another credential, possibly of the same user, begins none: it is applied to the cached
/// entries and to responses still in flight.
final class WriteHistory {
  private final ForeignWriteLog foreignWrites = new ForeignWriteLog();
  private final UnsettledWrites unsettledWrites = new UnsettledWrites();
  private long epoch;

  CacheVersion version(CallerCache cache) {
    return new CacheVersion(cache, epoch, foreignWrites.last());
  }

  boolean isEpochOf(CacheVersion requested) {
    return epoch == requested.epoch();
  }

  /// Whether a response that was requested then may be stored, as [#merge] changes it.
  boolean covers(CacheVersion requested) {
    return isEpochOf(requested) && foreignWrites.covers(requested.foreignWrites());
  }

  /// The entry to be stored after a response: what the writes since its request leave of it.
  @Nullable CacheEntry<?> merge(
      CacheVersion requested,
      CacheKey<?> key,
      @Nullable CacheEntry<?> old,
      CacheEntry<?> response) {
    CacheEntry<?> settled = unsettledWrites.settled(key, response);
    return settled == null
        ? old
        : foreignWrites.applyAfter(requested.foreignWrites(), key, CacheEntry.later(old, settled));
  }

  /// Adds a write of the caller, which begins an epoch.
  void addOwn(CacheChange change) {
    epoch++;
    unsettledWrites.add(change);
  }

  /// Adds a write through another credential.
  void addForeign(CacheChange change) {
    foreignWrites.add(change);
  }

  /// Adds a write of unknown outcome.
  void addUnsettled(CacheChange change) {
    unsettledWrites.add(change);
  }

  List<CacheChange> unsettled() {
    return unsettledWrites.latest();
  }
}
