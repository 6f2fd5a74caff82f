package io.existgraph.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The other instances as their messages show them. Times are in nanoseconds of the ticker.
final class Peers {
  /// How long after its last heartbeat an instance counts as serving on its own; at least two
  /// heartbeats are missing then.
  private static final Duration MAX_HEARTBEAT_GAP = Duration.ofMillis(600);

  private final Map<String, Peer> peers = new HashMap<>();
  private long listeningSince;

  /// Records that messages are received from now on, the earlier ones being lost.
  synchronized void subscribed(long now) {
    listeningSince = now;
    peers.values().removeIf(peer -> now - peer.heardAt() > 2 * Peer.MAX_SILENCE.toNanos());
  }

  /// Records a message; returns whether an earlier one of the instance is lost.
  synchronized boolean heard(Message message, boolean isHeartbeat, boolean isServing, long now) {
    Peer peer = peers.get(message.instance());
    boolean isLost;
    if (peer == null) {
      peer = new Peer(message.sequence(), now);
      peers.put(message.instance(), peer);
      isLost = message.sequence() > 1;
    } else {
      isLost = peer.heard(message.sequence(), isHeartbeat, now);
    }
    if (isServing) {
      peer.serves(now);
    }
    return isLost;
  }

  synchronized boolean hasHeard(String instance, long sequence) {
    Peer peer = peers.get(instance);
    return peer != null && peer.complete() >= sequence;
  }

  synchronized void left(String instance) {
    peers.remove(instance);
  }

  /// The number of instances that were heard within [Peer#MAX_SILENCE] before `now`, which is the
  /// present or, during an outage, its beginning.
  synchronized int count(long now) {
    long oldest = now - Peer.MAX_SILENCE.toNanos();
    return (int) peers.values().stream().filter(peer -> peer.heardAt() - oldest >= 0).count();
  }

  /// When each of the instances that now decide without Redis was last known to use it. Those of
  /// which nothing was heard for [Peer#MAX_SILENCE] are gone.
  synchronized List<Long> apartSince(long now) {
    long gone = now - Peer.MAX_SILENCE.toNanos();
    peers.values().removeIf(peer -> gone - Math.max(peer.heardAt(), listeningSince) > 0);
    return peers.values().stream()
        .map(Peer::servedAt)
        .filter(servedAt -> now - servedAt > MAX_HEARTBEAT_GAP.toNanos())
        .toList();
  }
}
