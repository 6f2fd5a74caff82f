package io.existgraph.redis;

import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.redis.HourAttempt.Result;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Reservations of requests: in Redis while it is available, otherwise without it. If only leases
/// of other instances stand in the way, these are recalled.
final class HourReservations {
  private final LeasePolicy policy;
  private final RedisConnection connection;
  private final HourAttempts attempts;
  private final HourTakes takes;
  private final HourDelivery delivery;
  private final OfflineReservations offline;
  private final LeaseRecall recall;
  private final LongSupplier ticker;

  HourReservations(
      RateLimit limit,
      LeasePolicy policy,
      RedisConnection connection,
      SharedHours hours,
      HourTakes takes,
      HourDelivery delivery,
      OfflineReservations offline) {
    this.policy = policy;
    this.connection = connection;
    this.attempts = new HourAttempts(limit, policy, hours, connection.ticker());
    this.takes = takes;
    this.delivery = delivery;
    this.offline = offline;
    this.recall = new LeaseRecall(connection);
    this.ticker = connection.ticker();
  }

  /// Reserves the requests of that number, on which claims of these keys are made, if any.
  Mono<Result> reserve(String tag, int requests, List<String> keys, RequestPriority priority) {
    HourAttempt attempt = attempts.begin(tag, requests, keys, priority);
    return hold(attempt, priority, ticker.getAsLong(), false);
  }

  /// Reserves a lease behind, if there is to be one.
  void lease(String tag) {
    HourAttempt attempt = attempts.begin(tag, 0, List.of(), RequestPriority.READ);
    if (attempt.ahead().length > 0 && connection.isAvailable()) {
      takeBehind(attempt);
    }
  }

  private void takeBehind(HourAttempt attempt) {
    var _ =
        takes
            .take(attempt, ticker.getAsLong())
            .subscribe(_ -> {}, _ -> drop(attempt.hour(), attempt.ahead()));
  }

  /// `begun` is when the operation began to wait for Redis, on the ticker.
  private Mono<Result> hold(
      HourAttempt attempt, RequestPriority priority, long begun, boolean isLast) {
    if (!connection.isAvailable()) {
      return Mono.just(offline.reserve(attempt, priority));
    }
    long now = ticker.getAsLong();
    long expiry = now + policy.maxCounted().toNanos();
    SharedHour hour = attempt.hour();
    Duration wait = hour.requests(requests -> requests.hold(attempt, expiry, now));
    if (wait == null) {
      return takes
          .take(attempt, begun)
          .onErrorResume(
              RedisUnavailableException.class,
              _ -> Mono.fromSupplier(() -> lost(attempt, priority)))
          .publishOn(Schedulers.parallel()); // Redis' threads only read
    }
    if (isLast || !LeaseRecall.isLeaseInTheWay(attempt)) {
      check(attempt.tag());
      return Mono.just(new Result.Refused(wait));
    }
    if (delivery.returnLease(attempt.tag(), hour, 0)) {
      return hold(attempt, priority, begun, false);
    }
    return hour.recalls().mayRecall(now)
        ? recall.run(attempt).then(Mono.defer(() -> hold(attempt, priority, begun, true)))
        : Mono.just(new Result.Refused(wait));
  }

  /// Calls Redis behind, if that is due, although the hour is full as far as is known here.
  void check(String tag) {
    HourAttempt attempt = attempts.begin(tag, 0, List.of(), RequestPriority.READ);
    SharedHour hour = attempt.hour();
    long now = ticker.getAsLong();
    if (connection.isAvailable()
        && !hour.mustMerge(delivery.basis())
        && hour.comparison(known -> known.isCheckDue(policy.checkInterval(), now))) {
      takeBehind(attempt);
    }
  }

  /// Goes on without Redis, which may have reserved what it was asked for.
  private Result lost(HourAttempt attempt, RequestPriority priority) {
    drop(attempt.hour(), attempt.ids());
    drop(attempt.hour(), attempt.ahead());
    return offline.reserve(attempt, priority);
  }

  /// Redis may have reserved them.
  private static void drop(SharedHour hour, long[] ids) {
    hour.change(requests -> requests.drop(ids, true));
  }
}
