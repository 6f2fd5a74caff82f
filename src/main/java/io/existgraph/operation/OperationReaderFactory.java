package io.existgraph.operation;

import io.existgraph.cache.CacheReplication.Consistency;
import io.existgraph.cache.CallerCache;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
import io.existgraph.data.Freshness;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.GatewayListener;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.time.GatewayClock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A factory of the readers of operations and the explainers of their plans.
public record OperationReaderFactory(
    ExistApi api,
    CallerCaches caches,
    RateLimiter rateLimiter,
    RejectionsByAddress rejections,
    GatewayListener listener,
    Freshness freshness,
    OperationLimits limits,
    GatewayClock clock) {
  /// With `noCache` nothing counts that was fetched before the floor of [Freshness].
  public OperationReader reader(
      Caller caller, boolean noCache, OperationStats stats, ResultSizeReservation reservation) {
    return reader(caller, cache(caller, noCache), RequestPriority.READ, stats, reservation);
  }

  /// A reader of the data that a write depends on. Its requests may use the part of the rate limit
  /// that is reserved for writes, and it uses only a recent time zone.
  public OperationReader readerBeforeWrite(
      Caller caller, boolean noCache, OperationStats stats, ResultSizeReservation reservation) {
    OperationCache cache = cache(caller, noCache).withRecentZone();
    return reader(caller, cache, RequestPriority.READ_BEFORE_WRITE, stats, reservation);
  }

  private OperationReader reader(
      Caller caller,
      OperationCache cache,
      RequestPriority priority,
      OperationStats stats,
      ResultSizeReservation reservation) {
    ResponseStore responses =
        new ResponseStore(caches, rejections, listener, clock, caller.id(), cache);
    ClaimedRequests claims =
        new ClaimedRequests(rateLimiter, caches.replication(), caller, cache.callerCache());
    RequestReservations reservations =
        new RequestReservations(rateLimiter, claims, caller.id(), priority);
    CoalescingFetcher fetcher =
        new CoalescingFetcher(api, reservations, listener, clock, caller, cache, responses, claims);
    OperationPlanner planner = new OperationPlanner(api, cache);
    ReadConclusion conclusion = new ReadConclusion(listener, planner, cache, fetcher, stats);
    return new OperationReader(
        caller.id(), planner, fetcher, cache, conclusion, stats, reservation, limits, clock);
  }

  /// Brings what is cached of the caller up to date with other instances. Anything that they stored
  /// shows that Exist accepted the credential.
  public Mono<Void> update(Caller caller) {
    return caches.update(caller).then(Mono.fromRunnable(() -> noteAccepted(caller.id())));
  }

  private void noteAccepted(CallerId caller) {
    if (!rejections.isAccepted(caller) && !caches.of(caller).snapshot().entries().isEmpty()) {
      rejections.accepted(caller);
    }
  }

  /// Whether an operation of the caller may use its cache at once: Exist has not just rejected the
  /// credential, and the cache is as current as an update could make it.
  public boolean isSettled(CallerId caller) {
    return !rateLimiter.isRejected(caller)
        && caches.consistency(caches.of(caller)) != Consistency.UNVERIFIED;
  }

  /// Whether Exist ever accepted the credential, as far as is known.
  public boolean isAccepted(CallerId caller) {
    return rejections.isAccepted(caller);
  }

  /// The rules of an operation that begins now.
  public ArgumentRules argumentRules(@Nullable CallerId caller) {
    return ArgumentRules.of(caches, freshness, clock.moment(), caller);
  }

  /// Removes everything that is cached of a caller.
  public void forget(CallerId caller) {
    caches.forget(caller);
  }

  public PlanExplainer explainer(
      Caller caller, boolean noCache, ResultSizeReservation reservation) {
    OperationCache cache = cache(caller, noCache);
    return new PlanExplainer(
        api, rateLimiter, caller.id(), reservation, limits.maxRequests(), cache);
  }

  /// The cache of an operation that begins now: empty for a credential that Exist has just
  /// rejected.
  private OperationCache cache(Caller caller, boolean noCache) {
    Instant now = clock.instant();
    if (rateLimiter.isRejected(caller.id())) {
      caches.forget(caller.id());
    }
    CallerCache cache = caches.of(caller.id());
    EntryAgeLimits ages =
        new EntryAgeLimits(
            noCache ? freshness.noCacheSince(now) : Instant.MIN,
            Instant.MIN,
            caches.consistency(cache) == Consistency.CURRENT);
    return new OperationCache(
        cache, api::upstreamList, new FreshnessPolicy(freshness, clock, now, ages));
  }
}
