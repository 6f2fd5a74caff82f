package io.existgraph.redis;

import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.redis.HourAttempt.Result;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/// Reservations without Redis, within what the [LeasePolicy] leaves to this instance alone.
final class OfflineReservations {
  private final RateLimit limit;
  private final LeasePolicy policy;
  private final SharedHours hours;
  private final RedisConnection connection;
  private final LongSupplier ticker;
  private final RedisListener listener;

  OfflineReservations(
      RateLimit limit,
      LeasePolicy policy,
      SharedHours hours,
      RedisConnection connection,
      RedisListener listener) {
    this.limit = limit;
    this.policy = policy;
    this.hours = hours;
    this.connection = connection;
    this.ticker = connection.ticker();
    this.listener = listener;
  }

  /// Reserves what the attempt wants, without the requests that it had Redis asked for.
  Result reserve(HourAttempt attempt, RequestPriority priority) {
    listener.fellBack("take");
    SharedHour hour = attempt.hour();
    int requests = attempt.ids().length;
    long now = ticker.getAsLong();
    long usableUntil = now + policy.maxCounted().toNanos();
    int kept = policy.kept(priority);
    long[] leased = hour.requests(log -> log.useLease(requests, kept, usableUntil));
    if (leased != null) {
      return attempt.reserved(leased);
    }
    long[] ids = LongStream.generate(hours::nextId).limit(requests).toArray();
    int maxApart = maxApart(hour, now);
    Duration wait =
        hour.requests(log -> log.holdApart(ids, maxApart, attempt.ceiling(), usableUntil, now));
    return wait == null ? attempt.reserved(ids) : new Result.Refused(wait);
  }

  private int maxApart(SharedHour hour, long now) {
    if (policy.isAlone() && isKnown(hour)) {
      return limit.requests();
    }
    return policy.isAlone() || policy.hasAllowance(hour, now) ? policy.allowance() : 0;
  }

  /// Whether nothing can have been spent that is not known here.
  private boolean isKnown(SharedHour hour) {
    return hour.comparison(HourComparison::isComplete)
        || !connection
            .lifecycle()
            .hasUseBegunSince(ticker.getAsLong() - policy.maxCounted().toNanos());
  }

  /// Ends a request that was not sent; one that was leased is so again.
  void release(SharedHour hour, long id) {
    long leasedUntil = ticker.getAsLong() + policy.maxCounted().plusMillis(1).toNanos();
    boolean isAway = !connection.isAvailable();
    hour.change(requests -> requests.released(id, isAway, leasedUntil));
  }

  /// How many requests of the hour this instance may still reserve with the highest priority.
  int left(SharedHour hour) {
    long now = ticker.getAsLong();
    int apart = Math.max(0, maxApart(hour, now) - hour.view(now, HourView::apart));
    int room = Math.max(0, limit.requests() - hour.view(now, HourView::used));
    long usableUntil = now + policy.maxCounted().toNanos();
    return hour.view(now, view -> view.leased(usableUntil)) + Math.min(apart, room);
  }
}
