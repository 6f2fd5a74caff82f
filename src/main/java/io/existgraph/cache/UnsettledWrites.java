package io.existgraph.cache;

import io.existgraph.data.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bounded list of writes whose outcome is unknown. Exist may apply such a write late, so that
/// what is read of it until then is not stored. Guarded by the lock of its [CallerCache].
final class UnsettledWrites {
  private static final int MAX_WRITES = 100;

  /// How long a response may be on its way.
  private static final Duration MAX_DELAY = Duration.ofMinutes(10);

  private final Deque<CacheChange> writes = new ArrayDeque<>();
  private Instant nothingBefore = Instant.MIN;

  /// Adds a write that is unsettled; of too many, nothing at all is stored while the oldest is.
  void add(CacheChange change) {
    if (change.unsettledUntil().equals(Instant.MIN)) {
      return;
    }
    if (writes.size() == MAX_WRITES) {
      Instant dropped = writes.removeFirst().unsettledUntil();
      nothingBefore = dropped.isAfter(nothingBefore) ? dropped : nothingBefore;
    }
    writes.addLast(change);
  }

  List<CacheChange> latest() {
    return List.copyOf(writes);
  }

  /// What may be stored of a new entry; null where nothing may.
  @Nullable CacheEntry<?> settled(CacheKey<?> key, CacheEntry<?> entry) {
    Instant sentAt = entry.fetchedAt();
    if (sentAt.isBefore(nothingBefore)) {
      return null;
    }
    writes.removeIf(write -> write.unsettledUntil().plus(MAX_DELAY).isBefore(sentAt));
    CacheEntry<?> left = entry;
    for (CacheChange write : writes) {
      if (left != null && sentAt.isBefore(write.unsettledUntil())) {
        left = write.apply(key, left);
      }
    }
    return left;
  }
}
