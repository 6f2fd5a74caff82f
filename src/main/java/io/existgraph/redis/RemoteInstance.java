package io.existgraph.redis;

import java.time.Duration;
import java.util.Arrays;

/// The messages received from another instance. Times are in nanoseconds of the ticker. Not
/// thread-safe.
///
/// Messages of an instance may arrive in another order than their sequence where they pass through
/// several nodes of a cluster. So one is missing only if it has not come by the second heartbeat
/// after it.
final class RemoteInstance {
  /// How long an instance may be silent before it counts as gone.
  static final Duration MAX_SILENCE = Duration.ofSeconds(10);

  private static final int MAX_OUT_OF_ORDER = 64;

  private final boolean[] early = new boolean[MAX_OUT_OF_ORDER];
  private long complete; // all up to this sequence number have been heard
  private long lastHeartbeat;
  private final boolean isNew;
  private final long firstHeardAt;
  private long heardAt;

  /// A peer that is heard for the first time.
  RemoteInstance(long firstSequence, long now) {
    complete = firstSequence;
    lastHeartbeat = firstSequence;
    heardAt = now;
    firstHeardAt = now;
    isNew = firstSequence == 1;
  }

  /// Records a message; returns whether an earlier one is lost.
  boolean heard(long sequence, boolean isHeartbeat, long now) {
    heardAt = now;
    boolean isLost = sequence > complete + MAX_OUT_OF_ORDER;
    if (isLost) {
      restart(sequence);
    } else if (sequence > complete) {
      early[slot(sequence)] = true;
      advance();
    }
    if (isHeartbeat) {
      if (complete < Math.min(lastHeartbeat, sequence)) {
        isLost = true;
        restart(sequence);
      }
      lastHeartbeat = Math.max(lastHeartbeat, sequence);
    }
    return isLost;
  }

  private void advance() {
    while (early[slot(complete + 1)]) {
      complete++;
      early[slot(complete)] = false;
    }
  }

  private void restart(long sequence) {
    complete = sequence;
    Arrays.fill(early, false);
  }

  private static int slot(long sequence) {
    return (int) (sequence % MAX_OUT_OF_ORDER);
  }

  /// The sequence number up to which all messages have been heard.
  long complete() {
    return complete;
  }

  /// Whether it may have been there at that time.
  boolean mayPrecede(long time) {
    return !isNew || firstHeardAt - time <= 0;
  }

  long heardAt() {
    return heardAt;
  }
}
