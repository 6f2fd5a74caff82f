package io.existgraph.operation;

import io.existgraph.cache.CacheVersion;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.Caller;
import io.existgraph.data.DecodedResponse;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.GatewayListener;
import io.existgraph.exist.GatewayListener.ResponseSource;
import io.existgraph.exist.OverdueException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/// A fetcher of responses for one caller, which joins requests that are in flight and counts all
/// others in the rate limit.
final class CoalescingFetcher {
  private final ExistApi api;
  private final RequestReservations reservations;
  private final GatewayListener listener;
  private final GatewayClock clock;
  private final Caller caller;
  private final CallerCache callerCache;
  private final OperationCache cache;
  private final ResponseStore responses;
  private final ClaimedRequests claims;
  private final ConcurrentResponses concurrent;

  CoalescingFetcher(
      ExistApi api,
      RequestReservations reservations,
      GatewayListener listener,
      GatewayClock clock,
      Caller caller,
      OperationCache cache,
      ResponseStore responses,
      ClaimedRequests claims) {
    this.api = api;
    this.reservations = reservations;
    this.listener = listener;
    this.clock = clock;
    this.caller = caller;
    this.callerCache = cache.callerCache();
    this.cache = cache;
    this.responses = responses;
    this.claims = claims;
    this.concurrent = new ConcurrentResponses(cache);
  }

  /// How many requests the operation may send now.
  int available() {
    return reservations.available();
  }

  /// The remaining pause after a 429; zero when there is none.
  Duration pause() {
    return reservations.pause();
  }

  /// Reserves those that are not in flight already, here or elsewhere, if as many as may follow fit
  /// too.
  Mono<Reservation> reserve(Collection<ReadRequest> requests, int followUps) {
    List<ReadRequest> own =
        requests.stream()
            .filter(request -> !callerCache.inFlight().contains(request.target()))
            .toList();
    return reservations.reserve(own, followUps, isClaiming());
  }

  /// Requests are claimed before other instances, unless what these are sending is too old for this
  /// operation.
  private boolean isClaiming() {
    return cache.policy().acceptsEarlier();
  }

  /// The response, for which the request is sent unless one is in flight.
  Mono<FetchedResponse> fetch(ReadRequest request, OperationStats stats) {
    boolean isFirst = concurrent.isFirst(request);
    return callerCache
        .inFlight()
        .singleFlight(
            request.target(),
            flight -> {
              claims.releaseAfter(flight, request);
              join(request, stats);
            },
            () -> start(request, isFirst, stats));
  }

  /// Sends the request in the background, as long as enough is left of the caller's window.
  void refresh(ReadRequest request) {
    if (callerCache.inFlight().contains(request.target())) {
      return;
    }
    var _ =
        reservations
            .reserveRefresh(request)
            .flatMap(reservation -> refresh(request, reservation))
            .subscribe(_ -> {}, _ -> {});
  }

  private Mono<FetchedResponse> refresh(ReadRequest request, ReservedRequest reservation) {
    return callerCache
        .inFlight()
        .singleFlight(
            request.target(),
            flight -> {
              reservation.release();
              claims.releaseAfter(flight, request);
            },
            () -> send(request, reservation, ExchangeListener.NOBODY, ResponseSource.REFRESH));
  }

  private void join(ReadRequest request, OperationStats stats) {
    stats.joined();
    listener.answered(request, ResponseSource.JOINED);
    reservations.release(request);
  }

  private Mono<FetchedResponse> start(ReadRequest request, boolean isFirst, OperationStats stats) {
    FetchedResponse response = isFirst ? concurrent.find(request) : null;
    if (response != null) {
      claims.release(List.of(request));
      join(request, stats);
      return Mono.just(response);
    }
    if (claims.isElsewhere(request)) { // take what it stores, or send the request after all
      return claims.await(request).then(Mono.defer(() -> start(request, isFirst, stats)));
    }
    return reservations
        .take(request, isClaiming())
        .map(reservation -> send(request, reservation, stats, ResponseSource.EXIST))
        .defaultIfEmpty(Mono.defer(() -> start(request, isFirst, stats))) // it is sent elsewhere
        .flatMap(Function.identity());
  }

  private Mono<FetchedResponse> send(
      ReadRequest request,
      ReservedRequest reservation,
      ExchangeListener exchanges,
      ResponseSource source) {
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
        stored(request, late.response(), sentAt, version, ResponseSource.REFRESH));
  }

  private Mono<FetchedResponse> stored(
      ReadRequest request,
      Mono<DecodedResponse> response,
      Instant sentAt,
      CacheVersion version,
      ResponseSource source) {
    return response
        .doOnNext(decoded -> responses.accept(request, decoded, sentAt, version, source))
        .map(decoded -> new FetchedResponse(decoded, sentAt, true))
        .doOnError(FailureException.class, e -> responses.reject(request, e.failure()))
        .doFinally(_ -> claims.release(List.of(request)));
  }
}
