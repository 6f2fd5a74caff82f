package io.existgraph.redis;

import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RequestPriority;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/// A factory of attempts to reserve requests. It assigns their ids, and applies the [LeasePolicy]
/// to what they may use and lease ahead.
final class HourAttempts {
  private final RateLimit limit;
  private final LeasePolicy policy;
  private final SharedHours hours;
  private final LongSupplier ticker;

  HourAttempts(RateLimit limit, LeasePolicy policy, SharedHours hours, LongSupplier ticker) {
    this.limit = limit;
    this.policy = policy;
    this.hours = hours;
    this.ticker = ticker;
  }

  /// Begins an attempt of that many requests, on which claims of these keys are made, if any.
  HourAttempt begin(String tag, int requests, List<String> keys, RequestPriority priority) {
    long[] ids = ids(requests);
    return hours.with(
        tag,
        hour -> {
          long now = ticker.getAsLong();
          int maximum = policy.maximum(priority, hour, now);
          return new HourAttempt(
              tag, hour, ids, keys, ahead(hour, requests, now), limit.ceiling(priority), maximum);
        });
  }

  private long[] ids(int count) {
    return LongStream.generate(hours::nextId).limit(count).toArray();
  }

  /// What refills the lease of an accepted caller once less than half of it is left.
  private long[] ahead(SharedHour hour, int requests, long now) {
    if (!hour.acceptance(HourAcceptance::wasAccepted)) {
      return ids(0);
    }
    int size = policy.size(hour.view(now, HourView::used) + requests);
    long usableUntil = now + policy.maxCounted().multipliedBy(2).toNanos();
    int leased = hour.view(now, view -> view.leased(usableUntil));
    return ids(2 * leased < size ? size - leased : 0);
  }
}
