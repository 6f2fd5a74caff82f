package io.existgraph.operation;

import io.existgraph.cache.CacheReplication;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.Caller;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.ClaimedReservation;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// The requests of one operation that only one of all instances is to send: those that this one has
/// claimed, and those that another one is sending.
final class ClaimedRequests {
  private final RateLimiter rateLimiter;
  private final CacheReplication replication;
  private final Caller caller;
  private final CallerCache cache;
  private final Set<String> claimed = ConcurrentHashMap.newKeySet();
  private final Map<String, Duration> elsewhere = new ConcurrentHashMap<>();

  ClaimedRequests(
      RateLimiter rateLimiter, CacheReplication replication, Caller caller, CallerCache cache) {
    this.rateLimiter = rateLimiter;
    this.replication = replication;
    this.caller = caller;
    this.cache = cache;
  }

  /// Reserves and claims the requests, except those that another instance is sending, and reserves
  /// so many that follow.
  Mono<Reservation> reserve(List<ReadRequest> requests, int followUps, RequestPriority priority) {
    List<String> targets = requests.stream().map(ReadRequest::target).toList();
    return rateLimiter
        .claim(caller.id(), targets, followUps, priority)
        .doOnNext(result -> record(targets, result))
        .map(ClaimedReservation::reservation);
  }

  private void record(List<String> targets, ClaimedReservation result) {
    elsewhere.keySet().removeAll(targets);
    if (result.reservation() instanceof Reservation.Granted) {
      elsewhere.putAll(result.elsewhere());
      targets.stream().filter(target -> !elsewhere.containsKey(target)).forEach(claimed::add);
    }
  }

  boolean isElsewhere(ReadRequest request) {
    return elsewhere.containsKey(request.target());
  }

  /// Waits until another instance's request has ended, and takes over what came of it.
  Mono<Void> await(ReadRequest request) {
    Duration known = elsewhere.remove(request.target());
    Duration atMost = known == null ? Duration.ZERO : known;
    return replication
        .awaitRelease(cache, request.target(), atMost)
        .then(Mono.defer(() -> replication.update(caller, cache)));
  }

  /// Leaves the claim to another operation of this instance until its flight ends: that operation
  /// sends the request, or finds its response.
  void releaseAfter(CompletableFuture<?> flight, ReadRequest request) {
    if (claimed.contains(request.target())) {
      var _ = flight.whenComplete((_, _) -> release(List.of(request)));
    }
  }

  /// Ends the claims on these requests, if there are any.
  void release(Collection<ReadRequest> requests) {
    Set<String> targets =
        requests.stream()
            .map(ReadRequest::target)
            .filter(claimed::remove)
            .collect(Collectors.toSet());
    if (!targets.isEmpty()) {
      replication.release(cache, targets);
    }
  }
}
