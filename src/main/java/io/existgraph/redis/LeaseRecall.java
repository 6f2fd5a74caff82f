package io.existgraph.redis;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The recall of other instances' leases for an attempt that would fit without them.
final class LeaseRecall {
  private static final Duration MAX_WAIT = Duration.ofMillis(20);

  private final RedisConnection connection;

  LeaseRecall(RedisConnection connection) {
    this.connection = connection;
  }

  static boolean isLeaseInTheWay(HourAttempt attempt) {
    return attempt.hour().<Boolean>requests(requests -> requests.isLeaseInTheWay(attempt));
  }

  /// Asks the others for their leases, and waits until they have given back what is needed.
  Mono<Boolean> run(HourAttempt attempt) {
    connection.announce(HourMessages.RECALL, attempt.tag());
    return awaitRoom(attempt)
        .timeout(MAX_WAIT, Mono.just(false), connection.timer())
        .doOnNext(
            isDone -> attempt.hour().recalls().recalled(isDone, connection.ticker().getAsLong()))
        .publishOn(Schedulers.parallel());
  }

  private static Mono<Boolean> awaitRoom(HourAttempt attempt) {
    return Mono.defer(
        () -> {
          var release =
              Mono.fromFuture(attempt.hour().recalls().nextRelease(), /* suppressCancel= */ true);
          return isLeaseInTheWay(attempt)
              ? release.publishOn(Schedulers.parallel()).then(awaitRoom(attempt))
              : Mono.just(true);
        });
  }
}
