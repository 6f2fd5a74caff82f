package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.Admission;
import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.redis.HourScripts.Take;
import io.existgraph.redis.SharedHour.Basis;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A rate limiter whose callers have one window over all instances.
///
/// Redis holds the requests that count, and so does the [SharedHour] of each instance, which hears
/// of them by messages. A reservation needs both: Redis' clock is never trusted alone, nor is what
/// it has lost. While Redis is away, an instance reserves at most its share, an n-th of what was
/// left when it was lost; the others that still use Redis leave that share alone.
///
/// Pauses after a 429 reach every instance at once. What Exist said about a credential (401), and
/// which requests may depart, is decided by each instance alone.
public final class SharedRateLimiter implements RateLimiter {
  private static final int SWEEP_INTERVAL = 4096;
  private static final int MAX_TAKES = 3;

  /// Requests that are being reserved: up to `ceiling` with Redis, and up to a share of
  /// `localCeiling` without.
  private static final class Attempt {
    private final String tag;
    private final SharedHour hour;
    private final long[] ids;
    private final int ceiling;
    private final int localCeiling;

    Attempt(String tag, SharedHour hour, long[] ids, int ceiling, int localCeiling) {
      this.tag = tag;
      this.hour = hour;
      this.ids = ids;
      this.ceiling = ceiling;
      this.localCeiling = localCeiling;
    }
  }

  private final RateLimit limit;
  private final Duration maxCounted;
  private final RedisConnection connection;
  private final KeyTags tags;
  private final int minInstances;
  private final GatewayClock clock;
  private final LongSupplier ticker;
  private final RedisListener listener;
  private final HourScripts scripts;
  private final SlidingWindowRateLimiter local;
  private final SharedHours hours;
  private final HourDelivery delivery;
  private final AtomicLong sequence = new AtomicLong();

  /// `maxLife` is the longest time between the reservation of a request and its end. `ticker` is
  /// the connection's; `clock` gives the times in a [RateLimitStatus].
  public SharedRateLimiter(
      RateLimit limit,
      Duration maxLife,
      RedisSettings settings,
      RedisConnection connection,
      GatewayClock clock,
      LongSupplier ticker,
      RedisListener listener) {
    this(limit, maxLife, settings, connection, clock, ticker, listener, RedisScript::publishing);
  }

  SharedRateLimiter(
      RateLimit limit,
      Duration maxLife,
      RedisSettings settings,
      RedisConnection connection,
      GatewayClock clock,
      LongSupplier ticker,
      RedisListener listener,
      Function<String, RedisScript> loader) {
    this.limit = limit;
    this.maxCounted = limit.countedFor().plus(maxLife);
    this.connection = connection;
    this.tags = new KeyTags(settings.secret());
    this.minInstances = settings.instances();
    this.clock = clock;
    this.ticker = ticker;
    this.listener = listener;
    local = new SlidingWindowRateLimiter(limit, () -> Instant.EPOCH.plusNanos(ticker.getAsLong()));
    scripts = new HourScripts(maxCounted, connection.instanceNumber(), loader);
    hours = new SharedHours(connection.messages().instance(), ticker, local);
    delivery = new HourDelivery(connection, scripts, hours, local, ticker, listener);
    connection.messages().listen(hours);
    scripts.all().forEach(connection::preload);
  }

  /// What the local limiter knows the caller by.
  private CallerId key(CallerId caller) {
    return new CallerId(tags.of(caller));
  }

  @Override
  public Mono<Reservation> reserve(CallerId caller, int requests, RequestPriority priority) {
    return Mono.<Reservation>create(
            sink -> {
              var _ = decide(caller, requests, priority).subscribe(sink::success, sink::error);
            })
        .doOnDiscard(
            Reservation.Granted.class,
            granted -> granted.requests().forEach(ReservedRequest::release));
  }

  private Mono<Reservation> decide(CallerId caller, int requests, RequestPriority priority) {
    CallerId key = key(caller);
    Reservation own = local.tryReserve(key, requests, priority);
    if (!(own instanceof Reservation.Granted(var ownRequests))) {
      return Mono.just(own);
    }
    long[] ids = LongStream.generate(this::nextId).limit(requests).toArray();
    long now = ticker.getAsLong();
    long expiry = now + maxCounted.toNanos();
    int localCeiling = limit.ceiling(priority);
    AtomicReference<@Nullable Duration> wait = new AtomicReference<>();
    Attempt attempt =
        hours.with(
            key.value(),
            hour -> {
              int ceiling = Math.min(localCeiling, limit.requests() - heldBack(hour));
              wait.set(hour.hold(ids, ceiling, expiry, now));
              return new Attempt(key.value(), hour, ids, ceiling, localCeiling);
            });
    Duration refusal = wait.get();
    return (refusal == null ? ask(attempt) : Mono.just(new Reservation.Refused(refusal)))
        .map(
            result -> {
              if (result instanceof Admission.Admitted) {
                return granted(caller, attempt, ownRequests);
              }
              ownRequests.forEach(ReservedRequest::release);
              return (Reservation) result;
            });
  }

  private long nextId() {
    long number = sequence.incrementAndGet();
    if (number % SWEEP_INTERVAL == 0) {
      hours.sweep();
    }
    return RequestId.of(connection.instanceNumber(), number);
  }

  private Mono<Admission> ask(Attempt attempt) {
    return connection.isAvailable()
        ? take(attempt, MAX_TAKES)
            .onErrorResume(
                RedisUnavailableException.class, _ -> Mono.just(admitApart(attempt, true)))
            .publishOn(Schedulers.parallel()) // Redis' threads only read
        : Mono.just(admitApart(attempt, false));
  }

  private Mono<Admission> take(Attempt attempt, int takes) {
    SharedHour hour = attempt.hour;
    Basis basis = delivery.basis();
    if (takes == 0) {
      return Mono.just(admitApart(attempt, true));
    }
    if (hour.mustMerge(basis)) {
      return delivery
          .merge(connection.awaited(), attempt.tag, hour)
          .then(Mono.defer(() -> take(attempt, takes - 1)));
    }
    boolean isSynced = !hour.mustLearn(basis);
    return scripts
        .take(
            connection.awaited(),
            attempt.tag,
            attempt.ids,
            attempt.ceiling,
            hour.generation(),
            isSynced)
        .flatMap(
            answer ->
                switch (answer) {
                  case Take.Granted granted -> Mono.just(admit(attempt, granted, basis));
                  case Take.Paused(Duration remaining) -> {
                    local.refused(new CallerId(attempt.tag), remaining);
                    yield Mono.just(refuse(attempt, remaining));
                  }
                  case Take.Full(Duration remaining) -> {
                    hour.differs();
                    yield Mono.just(refuse(attempt, remaining));
                  }
                  case Take.OtherGeneration _ ->
                      delivery
                          .merge(connection.awaited(), attempt.tag, hour)
                          .then(Mono.defer(() -> take(attempt, takes - 1)));
                });
  }

  private Admission admit(Attempt attempt, Take.Granted granted, Basis basis) {
    delivery.learn(attempt.hour, granted.all());
    attempt.hour.compared(granted.generation(), basis);
    Duration wait = attempt.hour.granted(attempt.ids, attempt.ceiling, ticker.getAsLong());
    if (wait == null) {
      return new Admission.Admitted();
    }
    delivery.deliver(attempt.tag, attempt.hour);
    return new Reservation.Refused(wait);
  }

  private static Admission refuse(Attempt attempt, Duration wait) {
    attempt.hour.drop(attempt.ids, false);
    return new Reservation.Refused(wait);
  }

  /// Decides without Redis.
  private Admission admitApart(Attempt attempt, boolean wasAsked) {
    listener.fellBack("take");
    int instances = instances();
    boolean isUnknown = !attempt.hour.isComplete() && connection.cameIntoUseWithin(maxCounted);
    Duration wait =
        attempt.hour.holdApart(
            attempt.ids,
            attempt.localCeiling,
            limit.requests() - heldBack(attempt.hour),
            room -> isUnknown ? 0 : room / instances,
            wasAsked,
            ticker.getAsLong());
    return wait == null ? new Admission.Admitted() : new Reservation.Refused(wait);
  }

  private int instances() {
    return Math.max(minInstances, connection.messages().instances());
  }

  /// The requests that instances which decide without Redis may have reserved: of each its share of
  /// what was left when it was last known to use Redis.
  private int heldBack(SharedHour hour) {
    int instances = instances();
    return connection.messages().apartSince().stream()
        .mapToInt(since -> (limit.requests() - hour.countTakenUntil(since)) / instances)
        .map(share -> Math.max(0, share))
        .sum();
  }

  private Reservation granted(CallerId caller, Attempt attempt, List<ReservedRequest> ownRequests) {
    return new Reservation.Granted(
        IntStream.range(0, attempt.ids.length)
            .mapToObj(
                i ->
                    new ReservedRequest(
                        caller, new SharedEnding(attempt, attempt.ids[i], ownRequests.get(i))))
            .toList());
  }

  private final class SharedEnding implements ReservedRequest.Ending {
    private final Attempt attempt;
    private final long id;
    private final ReservedRequest own;

    SharedEnding(Attempt attempt, long id, ReservedRequest own) {
      this.attempt = attempt;
      this.id = id;
      this.own = own;
    }

    @Override
    public void committed(Duration lingering) {
      own.commit(lingering);
      long now = ticker.getAsLong();
      long expiry = now + limit.countedFor().plus(lingering).toNanos();
      attempt.hour.committed(id, expiry, now);
      delivery.deliver(attempt.tag, attempt.hour);
    }

    @Override
    public void released() {
      own.release();
      attempt.hour.released(id);
      delivery.deliver(attempt.tag, attempt.hour);
    }
  }

  @Override
  public void accepted(CallerId caller) {
    CallerId key = key(caller);
    local.accepted(key);
    hours.update(
        key.value(),
        hour -> {
          if (hour.accepted()) {
            delivery.deliverAcceptance(key.value(), hour);
          }
        });
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
          return limit.status(limit.requests() - left(hour, now), !pause.isZero(), resetAt);
        });
  }

  private int left(SharedHour hour, long now) {
    int used = hour.used(now);
    if (connection.isAvailable()) {
      return limit.requests() - used - heldBack(hour);
    }
    int apart = hour.apart(now);
    return Math.max(0, (limit.requests() - used + apart) / instances() - apart);
  }

  @Override
  public void forget(CallerId caller) {
    CallerId key = key(caller);
    local.forget(key);
    hours.remove(key.value());
  }
}
