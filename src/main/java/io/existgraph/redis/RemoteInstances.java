package io.existgraph.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The other instances that messages have been received from. Times are in nanoseconds of the
/// ticker.
final class RemoteInstances {
  /// How long an instance is remembered that is gone without a word.
  static final Duration MAX_MEMORY = Duration.ofDays(2);

  private final Map<String, RemoteInstance> peers = new HashMap<>();

  /// Records a message; returns whether an earlier one of the instance is lost.
  synchronized boolean heard(Message message, boolean isHeartbeat, long now) {
    RemoteInstance peer = peers.get(message.instance());
    if (peer != null) {
      return peer.heard(message.sequence(), isHeartbeat, now);
    }
    peers.values().removeIf(other -> now - other.heardAt() > MAX_MEMORY.toNanos());
    peers.put(message.instance(), new RemoteInstance(message.sequence(), now));
    return message.sequence() > 1;
  }

  synchronized boolean hasHeard(String instance, long sequence) {
    RemoteInstance peer = peers.get(instance);
    return peer != null && peer.complete() >= sequence;
  }

  synchronized void left(String instance) {
    peers.remove(instance);
  }

  /// The number of instances that were heard within [RemoteInstance#MAX_SILENCE] before `now`,
  /// which is the present or, during an outage, its beginning.
  int count(long now) {
    return heardSince(now - RemoteInstance.MAX_SILENCE.toNanos()).size();
  }

  /// The instances that were heard since that time, may have been there at the other one, and have
  /// not said that they leave.
  synchronized Set<String> witnesses(long heardSince, long thereAt) {
    return heardSince(heardSince).stream()
        .filter(instance -> Objects.requireNonNull(peers.get(instance)).mayPrecede(thereAt))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The instances that were heard since that time and have not said that they leave.
  synchronized Set<String> heardSince(long time) {
    return peers.entrySet().stream()
        .filter(entry -> entry.getValue().heardAt() - time >= 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
