package io.existgraph.operation;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CacheVersion;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.GatewayListener;
import io.existgraph.exist.GatewayListener.Source;
import io.existgraph.exist.OverdueException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.time.GatewayClock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Gets responses for one caller: of a request that is in flight already, else of one that is
/// counted against the caller's window.
final class CoalescingFetcher {
  /// A response and when its request was sent. Not `isSent` when the response to another operation,
  /// which came in since this one looked into the cache, was taken for it.
  record Fetched(DecodedResponse response, Instant sentAt, boolean isSent) {}

  private final ExistApi api;
  private final RateLimiter rateLimiter;
  private final RequestPriority priority;
  private final GatewayListener listener;
  private final GatewayClock clock;
  private final Caller caller;
  private final CallerId callerId;
  private final CallerCache callerCache;
  private final OperationCache cache;
  private final ResponseStore responses;
  private final ClaimedRequests claims;
  private final Map<ReadRequest, ReservedRequest> reserved = new ConcurrentHashMap<>();
  private final Set<CacheKey<?>> requested = ConcurrentHashMap.newKeySet();

  CoalescingFetcher(
      ExistApi api,
      RateLimiter rateLimiter,
      RequestPriority priority,
      GatewayListener listener,
      GatewayClock clock,
      Caller caller,
      OperationCache cache,
      ResponseStore responses,
      ClaimedRequests claims) {
    this.api = api;
    this.rateLimiter = rateLimiter;
    this.priority = priority;
    this.listener = listener;
    this.clock = clock;
    this.caller = caller;
    this.callerId = caller.id();
    this.callerCache = cache.callerCache();
    this.cache = cache;
    this.responses = responses;
    this.claims = claims;
  }

  /// Claims the requests before other instances, unless what they are sending is too old for this
  /// operation.
  Mono<Void> claim(Collection<ReadRequest> requests) {
    return cache.acceptsEarlier() ? claims.claim(requests) : Mono.empty();
  }

  /// Ends the claims on requests that will not be sent.
  void unclaim(Collection<ReadRequest> requests) {
    claims.release(requests);
  }

  /// Reserves those that are not in flight already, here or elsewhere.
  Mono<Reservation> reserve(Collection<ReadRequest> requests) {
    List<ReadRequest> own =
        requests.stream()
            .filter(request -> !callerCache.isInFlight(request.target()))
            .filter(request -> !claims.isElsewhere(request))
            .toList();
    return own.isEmpty()
        ? Mono.just(new Reservation.Granted(List.of()))
        : rateLimiter
            .reserve(callerId, own.size(), priority)
            .doOnNext(reservation -> keep(reservation, own));
  }

  private void keep(Reservation reservation, List<ReadRequest> own) {
    if (reservation instanceof Reservation.Granted(var granted)) {
      for (int i = 0; i < own.size(); i++) {
        reserved.put(own.get(i), granted.get(i));
      }
    }
  }

  Mono<Fetched> fetch(ReadRequest request, OperationStats stats) {
    List<CacheKey<?>> keys = request.principal().toList();
    boolean isNew = Collections.disjoint(requested, keys);
    requested.addAll(keys);
    return callerCache.singleFlight(
        request.target(),
        () -> {
          claims.leave(request);
          join(request, stats);
        },
        () -> start(request, isNew, stats));
  }

  /// Sends the request in the background, as long as enough is left of the caller's window.
  void refresh(ReadRequest request) {
    if (callerCache.isInFlight(request.target())) {
      return;
    }
    var _ =
        claims
            .claim(List.of(request))
            .then(Mono.defer(() -> claims.isElsewhere(request) ? Mono.empty() : reserve(request)))
            .flatMap(reservation -> refresh(request, reservation))
            .subscribe(_ -> {}, _ -> {});
  }

  private Mono<ReservedRequest> reserve(ReadRequest request) {
    return rateLimiter
        .reserve(callerId, 1, RequestPriority.REFRESH)
        .mapNotNull(
            result -> {
              if (result instanceof Reservation.Granted(var granted)) {
                return granted.getFirst();
              }
              claims.release(List.of(request));
              return null;
            });
  }

  private Mono<Fetched> refresh(ReadRequest request, ReservedRequest reservation) {
    return callerCache.singleFlight(
        request.target(),
        () -> {
          reservation.release();
          claims.leave(request);
        },
        () -> send(request, reservation, ExchangeListener.NOBODY, Source.REFRESH));
  }

  private void join(ReadRequest request, OperationStats stats) {
    stats.joined();
    listener.answered(request, Source.JOINED);
    release(request);
  }

  private void release(ReadRequest request) {
    ReservedRequest reservation = reserved.remove(request);
    if (reservation != null) {
      reservation.release();
    }
  }

  private Mono<Fetched> start(ReadRequest request, boolean isNew, OperationStats stats) {
    Fetched justCached = isNew ? justCached(request) : null;
    if (justCached != null) {
      claims.release(List.of(request));
      join(request, stats);
      return Mono.just(justCached);
    }
    if (claims.isElsewhere(request)) {
      return claims.await(request).then(Mono.defer(() -> startAgain(request, isNew, stats)));
    }
    ReservedRequest reservation = reserved.remove(request);
    if (reservation != null) {
      return send(request, reservation, stats, Source.EXIST);
    }
    return rateLimiter
        .reserve(callerId, 1, priority)
        .flatMap(
            result ->
                switch (result) {
                  case Reservation.Granted(var granted) ->
                      send(request, granted.getFirst(), stats, Source.EXIST);
                  case Reservation.Refused(var retryAfter) ->
                      Mono.error(new Failure.RateLimited(retryAfter).asException());
                  case Reservation.Rejected _ ->
                      Mono.error(new Failure.Unauthenticated().asException());
                });
  }

  /// Takes what another instance stored; sends the request itself where there is nothing.
  private Mono<Fetched> startAgain(ReadRequest request, boolean isNew, OperationStats stats) {
    Mono<Void> claimed =
        isNew && justCached(request) != null ? Mono.empty() : claims.claimAgain(request);
    return claimed.then(Mono.defer(() -> start(request, isNew, stats)));
  }

  /// The response to a request that ended between the look into the cache and now. It may be of
  /// other days than are wanted, so it is taken once only, and never from this operation itself.
  private @Nullable Fetched justCached(ReadRequest request) {
    DecodedResponse response = new DecodedResponse(0);
    Instant sentAt = Instant.MAX;
    for (CacheKey<?> key : request.principal().toList()) {
      CacheEntry<?> entry = callerCache.get(key);
      if (entry == null || !cache.isNews(key, entry) || !cache.isAsGoodAsOwn(key, entry)) {
        return null;
      }
      sentAt = entry.fetchedAt().isBefore(sentAt) ? entry.fetchedAt() : sentAt;
      add(response, key, entry);
    }
    return response.values().isEmpty() ? null : new Fetched(response, sentAt, false);
  }

  @SuppressWarnings("unchecked") // an entry's value is of the type that its key declares
  private static <T> void add(DecodedResponse response, CacheKey<T> key, CacheEntry<?> entry) {
    response.add(key, (T) entry.value());
  }

  private Mono<Fetched> send(
      ReadRequest request, ReservedRequest reservation, ExchangeListener exchanges, Source source) {
    CacheVersion version = callerCache.writeVersion();
    Instant sentAt = clock.instant();
    Mono<DecodedResponse> response =
        api.read(caller.credential(), request, reservation, exchanges)
            .doOnError(OverdueException.class, late -> await(request, late, sentAt, version));
    return stored(request, response, sentAt, version, source);
  }

  /// What Exist answers too late is stored all the same.
  private void await(
      ReadRequest request, OverdueException late, Instant sentAt, CacheVersion version) {
    callerCache.await(
        version,
        request.target(),
        stored(request, late.response(), sentAt, version, Source.REFRESH));
  }

  private Mono<Fetched> stored(
      ReadRequest request,
      Mono<DecodedResponse> response,
      Instant sentAt,
      CacheVersion version,
      Source source) {
    return response
        .doOnNext(decoded -> responses.accept(request, decoded, sentAt, version, source))
        .map(decoded -> new Fetched(decoded, sentAt, true))
        .doOnError(FailureException.class, e -> responses.reject(request, e.failure()))
        .doFinally(_ -> claims.release(List.of(request)));
  }
}
