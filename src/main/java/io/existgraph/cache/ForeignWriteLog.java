package io.existgraph.cache;

import io.existgraph.data.CacheKey;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A bounded log of the writes that other credentials, possibly of the same user, made while
/// responses were on their way. Guarded by the lock of its [CallerCache].
final class ForeignWriteLog {
  private static final int MAX_WRITES = 200;

  private record ForeignWrite(long number, CacheChange change) {}

  private final Deque<ForeignWrite> writes = new ArrayDeque<>();
  private long last;
  private long lastDropped;

  void add(CacheChange change) {
    if (writes.size() == MAX_WRITES) {
      lastDropped = writes.removeFirst().number();
    }
    writes.add(new ForeignWrite(++last, change));
  }

  /// The number of writes so far.
  long last() {
    return last;
  }

  /// Whether all writes after that number are still known.
  boolean covers(long number) {
    return number >= lastDropped;
  }

  /// What the writes after that number leave of an entry.
  @Nullable CacheEntry<?> applyAfter(long number, CacheKey<?> key, CacheEntry<?> entry) {
    CacheEntry<?> left = entry;
    for (ForeignWrite write : writes) {
      if (left != null && write.number() > number) {
        left = write.change().apply(key, left);
      }
    }
    return left;
  }
}
