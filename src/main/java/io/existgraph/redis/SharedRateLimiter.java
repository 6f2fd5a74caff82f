package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.Admission;
import io.existgraph.ratelimit.ClaimedReservation;
import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A rate limiter with one window per caller over all instances.
///
/// The requests that count are kept in Redis and, by messages, in the [SharedHour] of each
/// instance. A reservation requires both, so that neither the server's clock nor its data are
/// relied on alone. While Redis is unavailable, an instance spends only what was reserved for it
/// before, see [LeasePolicy].
///
/// Pauses after a 429 reach every instance at once. What Exist said about a credential (401), and
/// which requests may depart, is decided by each instance alone.
public final class SharedRateLimiter implements RateLimiter {
  private final RateLimit limit;
  private final RedisConnection connection;
  private final HourTags tags;
  private final GatewayClock clock;
  private final LongSupplier ticker;
  private final SlidingWindowRateLimiter local;
  private final SharedHours hours;
  private final HourDelivery delivery;
  private final OfflineReservations offline;
  private final HourReservations reservations;
  private final PlanReservations plans;
  private final AccountHours accountHours;

  /// `maxLife` is the longest time between the reservation of a request and its end; the
  /// credentials of one of the `accounts` share an hour; `clock` gives the times in a
  /// [RateLimitStatus].
  public SharedRateLimiter(
      RateLimit limit,
      Duration maxLife,
      RedisSettings settings,
      RedisConnection connection,
      RequestClaims claims,
      AccountLookup accounts,
      GatewayClock clock,
      RedisListener listener) {
    this(
        limit,
        maxLife,
        settings,
        connection,
        claims,
        accounts,
        clock,
        listener,
        RedisScript::publishing);
  }

  SharedRateLimiter(
      RateLimit limit,
      Duration maxLife,
      RedisSettings settings,
      RedisConnection connection,
      RequestClaims claims,
      AccountLookup accounts,
      GatewayClock clock,
      RedisListener listener,
      Function<String, RedisScript> loader) {
    this.limit = limit;
    this.connection = connection;
    this.clock = clock;
    tags = new HourTags(new KeyTags(settings.secret()), accounts);
    ticker = connection.ticker();
    MessageChannel messages = connection.messages();
    Duration maxCounted = limit.countedFor().plus(maxLife);
    LeasePolicy policy = new LeasePolicy(limit, maxCounted, messages, settings.instances());
    local =
        new SlidingWindowRateLimiter(
            limit, tags::localSharers, () -> Instant.EPOCH.plusNanos(ticker.getAsLong()));
    HourScripts scripts = new HourScripts(policy, connection.instanceNumber(), loader);
    hours = new SharedHours(connection.instanceNumber(), policy, ticker, tags::drop);
    LocalPauses pauses = new LocalPauses(local, tags);
    delivery = new HourDelivery(connection, scripts, hours, pauses, ticker, listener);
    offline = new OfflineReservations(limit, policy, hours, connection, listener);
    HourTakes takes =
        new HourTakes(policy, connection, hours, scripts, delivery, pauses, claims.life());
    reservations = new HourReservations(limit, policy, connection, hours, takes, delivery, offline);
    accountHours = new AccountHours(connection, tags, hours, delivery, reservations::lease);
    SharedEndings endings = new SharedEndings(limit, tags, hours, delivery, offline, ticker);
    plans = new PlanReservations(local, tags, accountHours, reservations, claims, endings);
    messages.listen(new HourMessages(messages.instance(), hours, delivery, policy, pauses, ticker));
    scripts.all().forEach(connection.lifecycle()::preload);
  }

  /// What the local limiter knows the caller by.
  private CallerId key(CallerId caller) {
    return new CallerId(tags.credential(caller));
  }

  @Override
  public Mono<Reservation> reserve(CallerId caller, int requests, RequestPriority priority) {
    return plans
        .reserve(caller, requests, List.of(), priority)
        .map(ClaimedReservation::reservation);
  }

  @Override
  public Mono<ClaimedReservation> claim(
      CallerId caller, List<String> targets, int more, RequestPriority priority) {
    return plans.reserve(caller, targets.size() + more, targets, priority);
  }

  @Override
  public void accepted(CallerId caller) {
    local.accepted(key(caller));
    String tag = accountHours.of(caller);
    if (hours.with(tag, SharedHour::accepted)) {
      delivery.deliverAcceptance(tag, hours.changed(tag, _ -> {}));
      reservations.lease(tag);
    }
  }

  @Override
  public void refused(CallerId caller, @Nullable Duration retryAfter) {
    CallerId key = key(caller);
    local.refused(key, retryAfter);
    String tag = accountHours.of(caller);
    hours.update(tag, SharedHour::paused);
    delivery.pause(tag, local.pause(key), retryAfter == null);
  }

  @Override
  public void unauthenticated(CallerId caller) {
    CallerId key = key(caller);
    local.unauthenticated(key);
    hours.unauthenticated(key.value());
  }

  @Override
  public boolean isRejected(CallerId caller) {
    return local.isRejected(key(caller));
  }

  @Override
  public Duration pause(CallerId caller) {
    return local.pause(key(caller));
  }

  @Override
  public Admission admitDeparture(CallerId caller, int maxConcurrency) {
    return local.admitDeparture(key(caller), maxConcurrency);
  }

  @Override
  public int maxConcurrency(CallerId caller, int configured) {
    return local.maxConcurrency(key(caller), configured);
  }

  @Override
  public RateLimitStatus status(CallerId caller) {
    CallerId key = key(caller);
    long now = ticker.getAsLong();
    Duration pause = local.pause(key);
    return hours.with(
        accountHours.of(caller),
        hour -> {
          Duration wait = pause.isZero() ? hour.view(now, HourView::firstExpiry) : pause;
          Instant resetAt = wait == null ? null : clock.wallTime().plus(wait);
          int used =
              connection.isAvailable()
                  ? hour.view(now, HourView::used)
                  : limit.requests() - offline.left(hour);
          return limit.status(used, !pause.isZero(), resetAt);
        });
  }

  @Override
  public void forget(CallerId caller) {
    CallerId key = key(caller);
    local.forget(key);
    String tag = tags.hour(key.value());
    List.of(key.value(), tag).forEach(hours::remove);
    tags.drop(tag);
  }
}
