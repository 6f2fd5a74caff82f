package io.existgraph.cache;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Single flight for the requests of one caller: a request that is already on its way is joined
/// instead of sent again.
public final class InFlightRequests {
  private final Map<String, CompletableFuture<?>> requests = new ConcurrentHashMap<>();

  /// Whether none is on its way.
  public boolean isEmpty() {
    return requests.isEmpty();
  }

  /// Whether a request to that target is on its way.
  public boolean contains(String target) {
    return requests.containsKey(target);
  }

  /// Lets others join a response that is awaited after its request has failed for everybody so far.
  <A> void await(String target, Mono<A> response) {
    CompletableFuture<A> late = new CompletableFuture<>();
    requests.put(target, late);
    var _ =
        response
            .doOnTerminate(() -> requests.remove(target, late))
            .subscribe(late::complete, late::completeExceptionally);
  }

  /// Lets nobody join the requests that are on their way now.
  void clear() {
    requests.clear();
  }

  /// The response of the one request to that target. `start` sends it when none is on its way;
  /// `joined` gets the one that is.
  public <A> Mono<A> singleFlight(
      String target, Consumer<CompletableFuture<?>> joined, Supplier<Mono<A>> start) {
    CompletableFuture<A> mine = new CompletableFuture<>();
    CompletableFuture<?> theirs = requests.putIfAbsent(target, mine);
    if (theirs != null) {
      joined.accept(theirs);
      @SuppressWarnings("unchecked") // one target, one type of response
      CompletableFuture<A> typed = (CompletableFuture<A>) theirs;
      return Mono.fromFuture(typed, /* suppressCancel= */ true); // others wait for it too
    }
    var _ =
        Mono.defer(start)
            .doOnTerminate(() -> requests.remove(target, mine)) // first: nobody joins what is over
            .subscribe(mine::complete, mine::completeExceptionally);
    return Mono.fromFuture(mine, /* suppressCancel= */ true);
  }
}
