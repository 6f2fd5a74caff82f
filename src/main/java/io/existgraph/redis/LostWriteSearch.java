package io.existgraph.redis;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The search, before Redis is used, for writes that it has lost: a server that took over without
/// the last ones gives the older values to instances that know no better. Those that learnt of a
/// write lately compare it with what is stored, and remove what lacks it.
final class LostWriteSearch {
  /// How far a server that takes over may be behind.
  private static final Duration MAX_LAG = Duration.ofMinutes(5);

  private static final int MAX_CALLERS = 2_000;
  private static final int CONCURRENCY = 16;

  private final RedisConnection connection;
  private final NearCaches nears;
  private final MemoryReader reader;

  LostWriteSearch(RedisConnection connection, NearCaches nears, MemoryReader reader) {
    this.connection = connection;
    this.nears = nears;
    this.reader = reader;
  }

  Mono<Void> run() {
    return Flux.defer(() -> Flux.fromIterable(changed()))
        .flatMap(reader::updateWhileRecovering, CONCURRENCY)
        .then();
  }

  private List<NearCache> changed() {
    long since = connection.ticker().getAsLong() - MAX_LAG.toNanos();
    return nears.all().stream()
        .filter(near -> near.isChangedSince(since))
        .limit(MAX_CALLERS)
        .toList();
  }
}
