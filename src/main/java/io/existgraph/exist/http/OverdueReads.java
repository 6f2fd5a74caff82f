package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The reads that Exist did not answer within the time of an exchange, and whose responses are
/// still received: Exist has counted them, so their data is cached for later operations.
///
/// A read beyond the bounds is given up, as its connection is not free for others; so is one whose
/// response has begun and does not end.
final class OverdueReads {
  static final int MAX_PER_CALLER = 4;
  private static final int MAX = 64;

  private final Duration patience;
  private final Map<CallerId, Integer> perCaller = new HashMap<>();
  private int all;

  /// A response is received up to `patience` after its request was sent.
  OverdueReads(Duration patience) {
    this.patience = patience;
  }

  /// Runs the exchange. Where it was sent and no response came in time, it fails with the response
  /// that is still to come, within the bounds.
  Mono<ExistResponse> run(
      CallerId caller,
      Mono<ExistResponse> exchange,
      QueueTimeouts timeouts,
      ExchangeProgress progress) {
    return Mono.defer(
        () -> {
          CompletableFuture<@Nullable ExistResponse> response =
              exchange.timeout(patience).onErrorMap(progress::noResponse).toFuture();
          return timeouts
              .bound(caller, Mono.fromFuture(response, /* suppressCancel= */ true))
              .onErrorMap(TimeoutException.class, e -> overdue(caller, response, e, progress))
              .doOnCancel(() -> response.cancel(true));
        });
  }

  private NoResponseException overdue(
      CallerId caller,
      CompletableFuture<@Nullable ExistResponse> response,
      TimeoutException error,
      ExchangeProgress progress) {
    NoResponseException failure = progress.noResponse(error);
    if (!progress.isSilent() || !tryEnter(caller)) {
      response.cancel(true);
      return failure;
    }
    var _ = response.whenComplete((_, _) -> leave(caller));
    return failure.followedBy(Mono.fromFuture(response, /* suppressCancel= */ true));
  }

  private synchronized boolean tryEnter(CallerId caller) {
    if (all == MAX || perCaller.getOrDefault(caller, 0) == MAX_PER_CALLER) {
      return false;
    }
    all++;
    perCaller.merge(caller, 1, Integer::sum);
    return true;
  }

  private synchronized void leave(CallerId caller) {
    all--;
    perCaller.computeIfPresent(caller, (_, reads) -> without(reads));
  }

  private static @Nullable Integer without(int reads) {
    return reads == 1 ? null : (Integer) (reads - 1);
  }
}
