package io.existgraph.redis;

import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.redis.HourAttempt.Result;
import io.existgraph.redis.HourComparison.Basis;
import io.existgraph.redis.HourScripts.Claims;
import io.existgraph.redis.HourScripts.Take;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Reservations of requests in Redis, in one call each, as long as it can be used. Where only
/// leases of other instances are in the way, these are asked to give them back.
final class HourReservations {
  private static final int MAX_TAKES = 3;

  private final LeasePolicy policy;
  private final RedisConnection connection;
  private final HourAttempts attempts;
  private final HourScripts scripts;
  private final HourDelivery delivery;
  private final HourInquiries inquiries;
  private final OfflineReservations offline;
  private final LocalPauses pauses;
  private final LeaseRecall recall;
  private final LongSupplier ticker;
  private final Claims claims;

  /// Requests are claimed for `claimLife`.
  HourReservations(
      RateLimit limit,
      LeasePolicy policy,
      RedisConnection connection,
      SharedHours hours,
      HourScripts scripts,
      HourDelivery delivery,
      HourInquiries inquiries,
      OfflineReservations offline,
      LocalPauses pauses,
      Duration claimLife) {
    this.policy = policy;
    this.connection = connection;
    this.attempts = new HourAttempts(limit, policy, hours, connection.ticker());
    this.scripts = scripts;
    this.delivery = delivery;
    this.inquiries = inquiries;
    this.offline = offline;
    this.pauses = pauses;
    this.recall = new LeaseRecall(connection);
    this.ticker = connection.ticker();
    this.claims = new Claims(connection.messages().instance(), claimLife);
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
        take(attempt, MAX_TAKES, ticker.getAsLong())
            .subscribe(_ -> {}, _ -> attempt.hour().drop(attempt.ahead(), true));
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
    Duration wait = hour.hold(attempt.ids(), attempt.ceiling(), attempt.maximum(), expiry, now);
    if (wait == null) {
      return take(attempt, MAX_TAKES, begun)
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
    attempt.hour().drop(attempt.ids(), true);
    attempt.hour().drop(attempt.ahead(), true);
    return offline.reserve(attempt, priority);
  }

  private Mono<Result> take(HourAttempt attempt, int takes, long begun) {
    SharedHour hour = attempt.hour();
    Basis basis = delivery.basis();
    return inquiries.isDue(hour, basis)
        ? connection
            .awaitWithin(begun, inquiries.ask(attempt.tag(), hour, basis))
            .flatMap(isComplete -> take(attempt, takes, begun, basis, isComplete))
        : take(attempt, takes, begun, basis, true);
  }

  /// Where Redis has lost the hour, and what others know of it `isComplete` neither, only what was
  /// reserved for this instance before is left.
  private Mono<Result> take(
      HourAttempt attempt, int takes, long begun, Basis basis, boolean isComplete) {
    SharedHour hour = attempt.hour();
    if (takes == 0) {
      return Mono.error(new RedisUnavailableException("its data change all the time", null));
    }
    if (hour.mustMerge(basis)) {
      return mergeFirst(attempt, takes, begun, isComplete);
    }
    boolean isSynced = !hour.comparison(comparison -> comparison.mustLearn(basis));
    String generation = hour.generation();
    return connection
        .awaitWithin(
            begun,
            scripts.take(connection.awaited(), attempt, generation, isComplete, isSynced, claims))
        .flatMap(
            answer ->
                switch (answer) {
                  case Take.Granted granted -> Mono.just(granted(attempt, granted, basis, begun));
                  case Take.Paused(Duration remaining) -> {
                    pauses.pause(attempt.tag(), remaining);
                    yield Mono.just(refuse(attempt, remaining));
                  }
                  case Take.Full(Duration remaining) -> {
                    var _ = hour.comparison(HourComparison::differs);
                    yield Mono.just(refuse(attempt, remaining));
                  }
                  case Take.OtherGeneration _ -> mergeFirst(attempt, takes, begun, isComplete);
                  case Take.NoGeneration _ ->
                      Mono.error(new RedisUnavailableException("it has lost the hour", null));
                });
  }

  private Mono<Result> mergeFirst(HourAttempt attempt, int takes, long begun, boolean isComplete) {
    return connection
        .awaitWithin(begun, delivery.mergeAwaited(attempt.tag(), attempt.hour(), isComplete))
        .flatMap(
            isWhole ->
                isWhole
                    ? take(attempt, takes - 1, begun)
                    : Mono.error(new RedisUnavailableException("it has lost the hour", null)));
  }

  private Result granted(HourAttempt attempt, Take.Granted granted, Basis basis, long begun) {
    SharedHour hour = attempt.hour();
    long now = ticker.getAsLong();
    hour.reserved(claims.instance(), now);
    hour.drop(attempt.ids(granted.elsewhere(), true), false);
    long[] own = attempt.ids(granted.elsewhere(), false);
    delivery.learn(hour, granted.all());
    var _ = hour.comparison(comparison -> comparison.compared(granted.generation(), basis));
    if (granted.ahead() > 0) {
      hour.lease(attempt.ahead(), begun + policy.maxLeased().toNanos());
    }
    Duration wait = hour.granted(own, attempt.ceiling(), attempt.maximum(), now);
    if (wait == null) {
      return attempt.reserved(own, granted.elsewhere());
    }
    delivery.deliver(attempt.tag(), hour);
    return new Result.Refused(wait);
  }

  private static Result refuse(HourAttempt attempt, Duration wait) {
    attempt.hour().drop(attempt.ids(), false);
    return new Result.Refused(wait);
  }
}
