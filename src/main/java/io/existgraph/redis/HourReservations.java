package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.redis.HourAttempt.Result;
import io.existgraph.redis.HourComparison.Basis;
import io.existgraph.redis.HourScripts.Claims;
import io.existgraph.redis.HourScripts.Take;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Reservations of requests in Redis, in one call each, as long as it can be used. Where only
/// leases of other instances are in the way, these are asked to give them back.
final class HourReservations {
  private static final int MAX_TAKES = 3;
  private static final Duration MAX_RECALL = Duration.ofMillis(20);

  private final RateLimit limit;
  private final LeasePolicy policy;
  private final RedisConnection connection;
  private final SharedHours hours;
  private final HourScripts scripts;
  private final HourDelivery delivery;
  private final HourInquiries inquiries;
  private final OfflineReservations offline;
  private final RateLimiter local;
  private final Scheduler timer;
  private final LongSupplier ticker;
  private final Claims claims;

  /// `local` records pauses, with tags in place of callers. Requests are claimed for `claimLife`.
  HourReservations(
      RateLimit limit,
      LeasePolicy policy,
      RedisConnection connection,
      SharedHours hours,
      HourScripts scripts,
      HourDelivery delivery,
      HourInquiries inquiries,
      OfflineReservations offline,
      RateLimiter local,
      Duration claimLife) {
    this.limit = limit;
    this.policy = policy;
    this.connection = connection;
    this.hours = hours;
    this.scripts = scripts;
    this.delivery = delivery;
    this.inquiries = inquiries;
    this.offline = offline;
    this.local = local;
    this.timer = connection.timer();
    this.ticker = connection.ticker();
    this.claims = new Claims(connection.messages().instance(), claimLife);
  }

  /// Reserves the requests of that number, on which claims of these keys are made, if any.
  Mono<Result> reserve(String tag, int requests, List<String> keys, RequestPriority priority) {
    return hold(attempt(tag, requests, keys, priority), priority, false);
  }

  private HourAttempt attempt(
      String tag, int requests, List<String> keys, RequestPriority priority) {
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

  /// What refills the lease once less than half of it is left.
  private long[] ahead(SharedHour hour, int requests, long now) {
    int size = policy.size(hour.used(now) + requests);
    int leased = hour.leased(now + policy.maxCounted().multipliedBy(2).toNanos());
    return ids(2 * leased < size ? size - leased : 0);
  }

  /// Reserves a lease behind, if there is to be one.
  void lease(String tag) {
    HourAttempt attempt = attempt(tag, 0, List.of(), RequestPriority.READ);
    if (attempt.ahead().length > 0 && connection.isAvailable()) {
      var _ =
          take(attempt, MAX_TAKES, ticker.getAsLong())
              .subscribe(_ -> {}, _ -> attempt.hour().drop(attempt.ahead(), true));
    }
  }

  private Mono<Result> hold(HourAttempt attempt, RequestPriority priority, boolean isLast) {
    if (!connection.isAvailable()) {
      return Mono.just(offline.reserve(attempt, priority));
    }
    long now = ticker.getAsLong();
    long expiry = now + policy.maxCounted().toNanos();
    SharedHour hour = attempt.hour();
    Duration wait = hour.hold(attempt.ids(), attempt.ceiling(), attempt.maximum(), expiry, now);
    if (wait == null) {
      return take(attempt, MAX_TAKES, now)
          .onErrorResume(
              RedisUnavailableException.class,
              _ -> Mono.fromSupplier(() -> lost(attempt, priority)))
          .publishOn(Schedulers.parallel()); // Redis' threads only read
    }
    if (isLast || !isLeaseInTheWay(attempt)) {
      return Mono.just(new Result.Refused(wait));
    }
    if (delivery.returnLease(attempt.tag(), hour, 0)) {
      return hold(attempt, priority, false);
    }
    return hour.mayRecall(now)
        ? recall(attempt).then(Mono.defer(() -> hold(attempt, priority, true)))
        : Mono.just(new Result.Refused(wait));
  }

  private static boolean isLeaseInTheWay(HourAttempt attempt) {
    return attempt
        .hour()
        .isLeaseInTheWay(attempt.ids().length, attempt.ceiling(), attempt.maximum());
  }

  /// Asks the others for their leases, and waits until they have given back what is needed.
  private Mono<Boolean> recall(HourAttempt attempt) {
    connection.announce(HourMessages.RECALL, attempt.tag());
    return awaitRoom(attempt)
        .timeout(MAX_RECALL, Mono.just(false), timer)
        .doOnNext(isDone -> attempt.hour().recalled(isDone, ticker.getAsLong()))
        .publishOn(Schedulers.parallel());
  }

  private static Mono<Boolean> awaitRoom(HourAttempt attempt) {
    return Mono.defer(
        () -> {
          var release = Mono.fromFuture(attempt.hour().nextRelease(), /* suppressCancel= */ true);
          return isLeaseInTheWay(attempt)
              ? release.publishOn(Schedulers.parallel()).then(awaitRoom(attempt))
              : Mono.just(true);
        });
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
    if (takes == 0) {
      return Mono.error(new RedisUnavailableException("its data change all the time", null));
    }
    if (inquiries.isDue(hour, basis)) {
      return inquiries
          .ask(attempt.tag(), hour, basis)
          .then(Mono.defer(() -> take(attempt, takes, begun)));
    }
    if (hour.mustMerge(basis)) {
      return mergeFirst(attempt, takes, begun);
    }
    boolean isSynced = !hour.comparison(comparison -> comparison.mustLearn(basis));
    return scripts
        .take(connection.awaited(), attempt, hour.generation(), isSynced, claims)
        .flatMap(
            answer ->
                switch (answer) {
                  case Take.Granted granted -> Mono.just(granted(attempt, granted, basis, begun));
                  case Take.Paused(Duration remaining) -> {
                    local.refused(new CallerId(attempt.tag()), remaining);
                    yield Mono.just(refuse(attempt, remaining));
                  }
                  case Take.Full(Duration remaining) -> {
                    var _ = hour.comparison(HourComparison::differs);
                    yield Mono.just(refuse(attempt, remaining));
                  }
                  case Take.OtherGeneration _ -> mergeFirst(attempt, takes, begun);
                });
  }

  private Mono<Result> mergeFirst(HourAttempt attempt, int takes, long begun) {
    return delivery
        .merge(connection.awaited(), attempt.tag(), attempt.hour())
        .then(Mono.defer(() -> take(attempt, takes - 1, begun)));
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
