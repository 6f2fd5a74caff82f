package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.Admission;
import io.existgraph.ratelimit.ClaimedReservation;
import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.redis.HourAttempt.Result;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A rate limiter whose callers have one window over all instances.
///
/// Redis holds the requests that count, and so does the [SharedHour] of each instance, which hears
/// of them by messages. A reservation needs both: Redis' clock is never trusted alone, nor is what
/// it has lost. While Redis is away, an instance spends only what was reserved for it before, see
/// [LeasePolicy].
///
/// Pauses after a 429 reach every instance at once. What Exist said about a credential (401), and
/// which requests may depart, is decided by each instance alone.
public final class SharedRateLimiter implements RateLimiter {
  private final RateLimit limit;
  private final RedisConnection connection;
  private final KeyTags tags;
  private final RequestClaims claims;
  private final GatewayClock clock;
  private final LongSupplier ticker;
  private final SlidingWindowRateLimiter local;
  private final SharedHours hours;
  private final HourDelivery delivery;
  private final OfflineReservations offline;
  private final HourReservations reservations;

  /// `maxLife` is the longest time between the reservation of a request and its end; `clock` gives
  /// the times in a [RateLimitStatus].
  public SharedRateLimiter(
      RateLimit limit,
      Duration maxLife,
      RedisSettings settings,
      RedisConnection connection,
      RequestClaims claims,
      GatewayClock clock,
      RedisListener listener) {
    this(limit, maxLife, settings, connection, claims, clock, listener, RedisScript::publishing);
  }

  SharedRateLimiter(
      RateLimit limit,
      Duration maxLife,
      RedisSettings settings,
      RedisConnection connection,
      RequestClaims claims,
      GatewayClock clock,
      RedisListener listener,
      Function<String, RedisScript> loader) {
    this.limit = limit;
    this.connection = connection;
    this.claims = claims;
    this.clock = clock;
    tags = new KeyTags(settings.secret());
    ticker = connection.ticker();
    MessageChannel messages = connection.messages();
    Duration maxCounted = limit.countedFor().plus(maxLife);
    LeasePolicy policy = new LeasePolicy(limit, maxCounted, messages, settings.instances());
    local = new SlidingWindowRateLimiter(limit, () -> Instant.EPOCH.plusNanos(ticker.getAsLong()));
    HourScripts scripts = new HourScripts(policy, connection.instanceNumber(), loader);
    hours = new SharedHours(connection.instanceNumber(), policy, ticker);
    delivery = new HourDelivery(connection, scripts, hours, local, ticker, listener);
    offline = new OfflineReservations(limit, policy, hours, connection, listener);
    reservations =
        new HourReservations(
            limit,
            policy,
            connection,
            hours,
            scripts,
            delivery,
            new HourInquiries(connection, hours, policy),
            offline,
            local,
            claims.life());
    messages.listen(new HourMessages(messages.instance(), hours, delivery, policy, local, ticker));
    scripts.all().forEach(connection::preload);
  }

  /// What the local limiter knows the caller by.
  private CallerId key(CallerId caller) {
    return new CallerId(tags.of(caller));
  }

  @Override
  public Mono<Reservation> reserve(CallerId caller, int requests, RequestPriority priority) {
    return decide(caller, requests, List.of(), priority).map(ClaimedReservation::reservation);
  }

  @Override
  public Mono<ClaimedReservation> claim(
      CallerId caller, List<String> targets, int more, RequestPriority priority) {
    return decide(caller, targets.size() + more, targets, priority);
  }

  /// A reservation whose subscriber has left is released.
  private Mono<ClaimedReservation> decide(
      CallerId caller, int requests, List<String> targets, RequestPriority priority) {
    return Mono.<ClaimedReservation>create(
            sink -> {
              var _ =
                  begin(caller, requests, targets, priority).subscribe(sink::success, sink::error);
            })
        .doOnDiscard(ClaimedReservation.class, unclaimed -> discard(caller, targets, unclaimed));
  }

  private void discard(CallerId caller, List<String> targets, ClaimedReservation unclaimed) {
    if (unclaimed.reservation() instanceof Reservation.Granted(var granted)) {
      granted.forEach(ReservedRequest::release);
      claims.release(caller, targets);
    }
  }

  private Mono<ClaimedReservation> begin(
      CallerId caller, int requests, List<String> targets, RequestPriority priority) {
    CallerId key = key(caller);
    Reservation own = local.tryReserve(key, requests, priority);
    if (!(own instanceof Reservation.Granted(var ownRequests))) {
      return Mono.just(new ClaimedReservation(own, Map.of()));
    }
    String tag = key.value();
    List<String> keys = claims.keys(tag, caller, targets);
    return reservations
        .reserve(tag, requests, keys, priority)
        .map(
            result ->
                switch (result) {
                  case Result.Reserved reserved -> {
                    var elsewhere = claims.claimed(caller, targets, keys, reserved.elsewhere());
                    yield new ClaimedReservation(
                        granted(caller, tag, reserved, ownRequests), elsewhere);
                  }
                  case Result.Refused(var retryAfter) -> {
                    ownRequests.forEach(ReservedRequest::release);
                    yield new ClaimedReservation(new Reservation.Refused(retryAfter), Map.of());
                  }
                });
  }

  private Reservation granted(
      CallerId caller, String tag, Result.Reserved reserved, List<ReservedRequest> ownRequests) {
    List<ReservedRequest> requests = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < ownRequests.size(); i++) {
      if (reserved.elsewhere().get(i).isZero()) {
        var ending = new SharedEnding(tag, reserved.ids().get(next++), ownRequests.get(i));
        requests.add(new ReservedRequest(caller, ending));
      } else {
        ownRequests.get(i).release();
      }
    }
    return new Reservation.Granted(requests);
  }

  private final class SharedEnding implements ReservedRequest.EndListener {
    private final String tag;
    private final long id;
    private final ReservedRequest own;

    SharedEnding(String tag, long id, ReservedRequest own) {
      this.tag = tag;
      this.id = id;
      this.own = own;
    }

    @Override
    public void committed(Duration lingering) {
      own.commit(lingering);
      long expiry = ticker.getAsLong() + limit.countedFor().plus(lingering).toNanos();
      delivery.deliver(tag, hours.changed(tag, hour -> hour.committed(id, expiry)));
    }

    @Override
    public void released() {
      own.release();
      delivery.deliver(tag, hours.changed(tag, hour -> offline.release(hour, id)));
    }
  }

  @Override
  public void accepted(CallerId caller) {
    CallerId key = key(caller);
    local.accepted(key);
    if (hours.with(key.value(), SharedHour::accepted)) {
      delivery.deliverAcceptance(key.value(), hours.changed(key.value(), _ -> {}));
      reservations.lease(key.value());
    }
  }

  @Override
  public void refused(CallerId caller, @Nullable Duration retryAfter) {
    CallerId key = key(caller);
    local.refused(key, retryAfter);
    hours.update(key.value(), SharedHour::paused);
    delivery.pause(key.value(), local.pause(key), retryAfter == null);
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
        key.value(),
        hour -> {
          Duration wait = pause.isZero() ? hour.firstExpiry(now) : pause;
          Instant resetAt = wait == null ? null : clock.wallTime().plus(wait);
          int used =
              connection.isAvailable() ? hour.used(now) : limit.requests() - offline.left(hour);
          return limit.status(used, !pause.isZero(), resetAt);
        });
  }

  @Override
  public void forget(CallerId caller) {
    CallerId key = key(caller);
    local.forget(key);
    hours.remove(key.value());
  }
}
