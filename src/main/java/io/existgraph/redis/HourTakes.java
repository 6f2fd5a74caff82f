package io.existgraph.redis;

import io.existgraph.redis.HourAttempt.Result;
import io.existgraph.redis.HourComparison.ComparisonBasis;
import io.existgraph.redis.HourScripts.Claims;
import io.existgraph.redis.HourScripts.TakeReply;
import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/// Takes of requests in Redis, by one call each. A merge precedes where Redis may lack what this
/// instance knows, and an inquiry where it may have lost what other instances know.
final class HourTakes {
  private static final int MAX_TAKES = 3;

  private final LeasePolicy policy;
  private final RedisConnection connection;
  private final HourScripts scripts;
  private final HourDelivery delivery;
  private final HourInquiries inquiries;
  private final LocalPauses pauses;
  private final LongSupplier ticker;
  private final Claims claims;

  /// Requests are claimed for `claimLife`.
  HourTakes(
      LeasePolicy policy,
      RedisConnection connection,
      SharedHours hours,
      HourScripts scripts,
      HourDelivery delivery,
      LocalPauses pauses,
      Duration claimLife) {
    this.policy = policy;
    this.connection = connection;
    this.scripts = scripts;
    this.delivery = delivery;
    this.inquiries = new HourInquiries(connection, hours, policy);
    this.pauses = pauses;
    this.ticker = connection.ticker();
    this.claims = new Claims(connection.messages().instance(), claimLife);
  }

  /// Takes what the attempt holds. `begun` is when the operation began to wait for Redis, on the
  /// ticker. Fails with a [RedisUnavailableException] where Redis may have taken it all the same.
  Mono<Result> take(HourAttempt attempt, long begun) {
    return take(attempt, MAX_TAKES, begun);
  }

  private Mono<Result> take(HourAttempt attempt, int takes, long begun) {
    SharedHour hour = attempt.hour();
    ComparisonBasis basis = delivery.basis();
    return inquiries.isDue(hour, basis)
        ? connection
            .awaitWithin(begun, inquiries.ask(attempt.tag(), hour, basis))
            .flatMap(isComplete -> take(attempt, takes, begun, basis, isComplete))
        : take(attempt, takes, begun, basis, true);
  }

  /// Where Redis has lost the hour, and what others know of it `isComplete` neither, only what was
  /// reserved for this instance before is left.
  private Mono<Result> take(
      HourAttempt attempt, int takes, long begun, ComparisonBasis basis, boolean isComplete) {
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
                  case TakeReply.Granted granted ->
                      Mono.just(granted(attempt, granted, basis, begun));
                  case TakeReply.Paused(Duration remaining) -> {
                    pauses.pause(attempt.tag(), remaining);
                    yield Mono.just(refuse(attempt, remaining));
                  }
                  case TakeReply.LimitReached(Duration remaining) -> {
                    var _ = hour.comparison(HourComparison::differs);
                    yield Mono.just(refuse(attempt, remaining));
                  }
                  case TakeReply.OtherGeneration _ -> mergeFirst(attempt, takes, begun, isComplete);
                  case TakeReply.NoGeneration _ ->
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

  private Result granted(
      HourAttempt attempt, TakeReply.Granted granted, ComparisonBasis basis, long begun) {
    SharedHour hour = attempt.hour();
    long now = ticker.getAsLong();
    hour.change(requests -> requests.drop(attempt.ids(granted.elsewhere(), true), false));
    long[] own = attempt.ids(granted.elsewhere(), false);
    if (own.length > 0 || granted.ahead() > 0) {
      hour.reserved(claims.instance(), now);
    }
    delivery.learn(hour, granted.all());
    var _ = hour.comparison(comparison -> comparison.compared(granted.generation(), basis));
    if (granted.ahead() > 0) {
      long expiry = begun + policy.maxLeased().toNanos();
      hour.change(requests -> requests.lease(attempt.ahead(), expiry));
    }
    Duration wait = hour.requests(requests -> requests.granted(own, attempt, now));
    if (wait == null) {
      return attempt.reserved(own, granted.elsewhere());
    }
    delivery.deliver(attempt.tag(), hour);
    return new Result.Refused(wait);
  }

  private static Result refuse(HourAttempt attempt, Duration wait) {
    attempt.hour().change(requests -> requests.drop(attempt.ids(), false));
    return new Result.Refused(wait);
  }
}
