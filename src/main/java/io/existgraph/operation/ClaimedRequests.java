package io.existgraph.operation;

import io.existgraph.cache.CacheReplication;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.Caller;
import io.existgraph.exist.ReadRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// The requests of one operation that only one of all instances is to send: those that this one has
/// claimed, and those that another one is sending.
final class ClaimedRequests {
  private final CacheReplication replication;
  private final Caller caller;
  private final CallerCache cache;
  private final Set<String> claimed = ConcurrentHashMap.newKeySet();
  private final Map<String, Duration> elsewhere = new ConcurrentHashMap<>();

  ClaimedRequests(CacheReplication replication, Caller caller, CallerCache cache) {
    this.replication = replication;
    this.caller = caller;
    this.cache = cache;
  }

  /// Claims those that are not in flight at this instance.
  Mono<Void> claim(Collection<ReadRequest> requests) {
    List<String> targets =
        requests.stream()
            .map(ReadRequest::target)
            .filter(target -> !cache.inFlight().contains(target))
            .toList();
    return claimTargets(targets);
  }

  /// Claims a request that another instance was sending.
  Mono<Void> claimAgain(ReadRequest request) {
    return claimTargets(List.of(request.target()));
  }

  private Mono<Void> claimTargets(List<String> targets) {
    return replication
        .claim(cache, targets)
        .doOnNext(
            held -> {
              elsewhere.keySet().removeAll(targets);
              elsewhere.putAll(held);
              targets.stream().filter(target -> !held.containsKey(target)).forEach(claimed::add);
            })
        .then();
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

  /// Leaves the claim to another operation of this instance, which sends the request.
  void leave(ReadRequest request) {
    claimed.remove(request.target());
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
