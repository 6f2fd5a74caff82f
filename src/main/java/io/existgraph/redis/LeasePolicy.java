package io.existgraph.redis;

import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RequestPriority;
import java.time.Duration;
import java.util.Set;

/// How much of an hour an instance may spend without Redis, such that all instances together never
/// spend more than the limit.
///
/// Each instance keeps a **lease**: requests that Redis has reserved for it ahead. They count for
/// everybody from the moment of their reservation, so an instance that loses Redis may send them
/// whatever the others do, know or believe, and however its clock runs. An instance that reserved
/// nothing of an hour has no lease, only the **allowance**, a few requests that every other
/// instance leaves of that hour: it stops leaving them once it has heard the instance reserve
/// something, and leaves them again one life of a request later; the instance has none for twice
/// that time after it asked. What others spent in between has expired by then. An allowance is
/// spent once: what was sent without Redis is part of it until it expires, although Redis has
/// learnt of it since.
///
/// Instances that are gone without a word are counted for six hours and a life longer: an instance
/// uses no allowance when it has been without Redis for longer. Beyond a quarter of the limit
/// nothing more is left for them. Only an instance that has heard of no other in that time, and is
/// not set to have any, spends the whole rest.
final class LeasePolicy {
  /// How long an instance without Redis has an allowance.
  private static final Duration MAX_APART = Duration.ofHours(6);

  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final int MAX_ALLOWANCE = 4;
  private static final int PARTS = 6;
  private static final int CHECKS = 360;
  private static final int MAX_SIZE = 64;

  private final RateLimit limit;
  private final Duration maxCounted;
  private final MessageChannel messages;
  private final int minInstances;

  /// `maxCounted` is how long a request counts at most.
  LeasePolicy(RateLimit limit, Duration maxCounted, MessageChannel messages, int minInstances) {
    this.limit = limit;
    this.maxCounted = maxCounted;
    this.messages = messages;
    this.minInstances = minInstances;
  }

  /// How often Redis is called for an hour that is full, so that it notices when its clock is set
  /// back: by no more than that the requests then count for longer.
  Duration checkInterval() {
    return limit.window().dividedBy(CHECKS);
  }

  /// How long a request counts at most.
  Duration maxCounted() {
    return maxCounted;
  }

  /// How long a leased request may wait before it is sent: as long as its instance has no
  /// allowance.
  Duration maxUnused() {
    return maxCounted.multipliedBy(2).plus(MARGIN.multipliedBy(2));
  }

  /// How long a leased request counts at most.
  Duration maxLeased() {
    return maxUnused().plus(maxCounted);
  }

  /// The size of a lease where that many requests are reserved: a 2n-th of what reads have left, up
  /// to a sixth of the limit, and 64.
  int size(int used) {
    int instances = Math.max(minInstances, messages.instances());
    int left = Math.max(0, limit.ceiling(RequestPriority.READ) - used);
    return instances == 1 ? 0 : Math.min(maxSize(), left / (2 * instances));
  }

  private int maxSize() {
    return Math.clamp(limit.requests() / PARTS, 1, MAX_SIZE);
  }

  /// Up to how many requests of all kinds leases are reserved.
  int leaseCeiling() {
    return limit.ceiling(RequestPriority.READ);
  }

  /// How many of its leased requests an instance keeps for more important ones.
  int kept(RequestPriority priority) {
    return switch (priority) {
      case WRITE, READ_BEFORE_WRITE -> 0;
      case READ -> 1;
      case REFRESH -> maxSize() / 2;
    };
  }

  /// How many requests of an hour of which it reserved nothing an instance may send without Redis.
  int allowance() {
    return Math.min(MAX_ALLOWANCE, limit.writeReserve() / MAX_ALLOWANCE);
  }

  /// Whether no other instance spends of any hour.
  boolean isAlone() {
    return minInstances == 1 && messages.remembered(memory()).isEmpty();
  }

  private Duration memory() {
    return MAX_APART.plus(maxCounted).plus(MARGIN);
  }

  /// Whether this instance has the allowance of an hour.
  boolean hasAllowance(SharedHour hour, long now) {
    return messages.silence().compareTo(MAX_APART) < 0
        && !hour.isReservedSince(messages.instance(), now - maxUnused().toNanos());
  }

  /// How many requests may count in all, leases included, so that one of this priority is reserved.
  /// Half of the write reserve is kept from leases, too.
  int maximum(RequestPriority priority, SharedHour hour, long now) {
    boolean isWrite = limit.ceiling(priority) == limit.requests();
    return limit.requests() - heldBack(hour, now) - (isWrite ? 0 : limit.writeReserve() / 2);
  }

  /// How much of the hour this instance leaves to those others that may have an allowance.
  private int heldBack(SharedHour hour, long now) {
    Set<String> others = messages.remembered(memory());
    long since = now - maxCounted.minus(MARGIN).toNanos();
    long known = others.stream().filter(other -> !hour.isReservedSince(other, since)).count();
    int unknown = Math.max(0, minInstances - 1 - others.size());
    return (int) Math.min(limit.requests() / 4, allowance() * (known + unknown));
  }
}
