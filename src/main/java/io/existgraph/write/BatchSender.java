package io.existgraph.write;

import io.existgraph.credential.Credential;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.exist.WriteResponse;
import io.existgraph.model.WriteItem;
import io.existgraph.operation.OperationStats;
import io.existgraph.ratelimit.ShortPause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// A sender of batches of one operation. A batch is sent again where a 429 asks for a short pause,
/// or another's does: Exist has not taken it then. `timer` waits for the end of the pause; nothing
/// is sent after `latest`.
record BatchSender(
    ExistApi api,
    Credential credential,
    OperationStats stats,
    InstantSource clock,
    Function<Duration, Mono<?>> timer,
    Instant latest) {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);

  Mono<WriteResponse> send(List<WriteItem> items) {
    return send(items, ShortPause.MAX_COUNT);
  }

  private Mono<WriteResponse> send(List<WriteItem> items, int pauses) {
    return api.write(credential, items, stats)
        .onErrorResume(BatchSender::lost)
        .flatMap(
            response -> {
              Duration wait = pauses == 0 ? null : waitAfter(response);
              return wait == null
                  ? Mono.just(response)
                  : timer.apply(wait).then(Mono.defer(() -> send(items, pauses - 1)));
            });
  }

  /// Nothing that goes wrong after sending may look as if nothing was sent.
  private static Mono<WriteResponse> lost(Throwable e) {
    LOG.error("A defect in a write: {}", e.getClass().getName());
    return Mono.just(new WriteResponse.LostResponse());
  }

  private @Nullable Duration waitAfter(WriteResponse response) {
    Duration wait =
        response instanceof WriteResponse.NotSentResponse(Failure.RateLimited(var retryAfter, _))
            ? ShortPause.wait(retryAfter)
            : null;
    return wait == null || isTooLate(clock.instant().plus(wait)) ? null : wait;
  }

  boolean isTooLate(Instant departure) {
    return departure.isAfter(latest);
  }
}
