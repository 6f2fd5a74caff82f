package io.existgraph.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The changes to an instance's own requests that have not been delivered to Redis yet: requests
/// that were sent, with their expiry, requests that were not, and the acceptance of the caller by
/// Exist. Not thread-safe.
final class UndeliveredRequests {
  /// What is to be sent to Redis.
  record Delivery(Set<Long> counted, Set<Long> released, boolean isAccepted) {
    static final Delivery NONE = new Delivery(Set.of(), Set.of(), false);

    boolean isEmpty() {
      return counted.isEmpty() && released.isEmpty() && !isAccepted;
    }
  }

  private Set<Long> counted = new LinkedHashSet<>();
  private Set<Long> released = new LinkedHashSet<>();
  private boolean isAcceptanceDue;
  private final List<Delivery> deliveries = new ArrayList<>();

  void count(long id) {
    counted.add(id);
  }

  /// The request is not to be counted in Redis, or no more.
  void release(long id) {
    counted.remove(id);
    released.add(id);
  }

  /// Keeps of the counted ones those that are still in the log.
  void retain(RequestLog log) {
    counted.removeIf(id -> !log.contains(id));
  }

  void accept() {
    isAcceptanceDue = true;
  }

  int counted() {
    return counted.size();
  }

  /// Whether Redis has yet to learn that the request is not to be counted.
  boolean isReleased(long id) {
    return released.contains(id)
        || deliveries.stream().anyMatch(delivery -> delivery.released().contains(id));
  }

  /// Whether no request is to be delivered.
  boolean isEmpty() {
    return counted.isEmpty() && released.isEmpty();
  }

  boolean isBeingDelivered() {
    return !deliveries.isEmpty();
  }

  /// What is to be delivered; null where there is nothing, or where something is being delivered
  /// and nothing is urgent: whatever gathers meanwhile then goes together.
  @Nullable Delivery begin(boolean isUrgent) {
    Delivery delivery = new Delivery(counted, released, isAcceptanceDue);
    if (delivery.isEmpty() || (!deliveries.isEmpty() && !isUrgent)) {
      return null;
    }
    deliveries.add(delivery);
    counted = new LinkedHashSet<>();
    released = new LinkedHashSet<>();
    isAcceptanceDue = false;
    return delivery;
  }

  void end(Delivery delivery, boolean isDelivered) {
    if (delivery.isEmpty()) {
      return;
    }
    deliveries.remove(delivery);
    if (!isDelivered) {
      isAcceptanceDue |= delivery.isAccepted();
      released.addAll(delivery.released());
      counted.addAll(delivery.counted());
      counted.removeAll(released);
    }
  }
}
