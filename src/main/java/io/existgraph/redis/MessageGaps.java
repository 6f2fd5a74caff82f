package io.existgraph.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// The times, on the ticker, in which an instance may have missed messages. Thread-safe.
final class MessageGaps {
  private static final int MAX_GAPS = 64;

  private record MessageGap(long begin, long end) {}

  private final Deque<MessageGap> gaps = new ArrayDeque<>();

  synchronized void add(long begin, long end) {
    if (gaps.size() == MAX_GAPS) {
      MessageGap oldest = gaps.removeFirst();
      gaps.addFirst(new MessageGap(oldest.begin(), gaps.removeFirst().end()));
    }
    gaps.addLast(new MessageGap(begin, end));
  }

  /// The beginning of the first one that ended within that time; now where none did.
  synchronized long firstWithin(Duration memory, long now) {
    gaps.removeIf(gap -> now - gap.end() > memory.toNanos());
    MessageGap first = gaps.peekFirst();
    return first == null ? now : first.begin();
  }
}
