package io.existgraph.redis;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The search for lost writes before Redis is used again: a replica promoted without the latest
/// writes would serve older values. Each instance compares the callers with recent writes with what
/// is stored, and removes entries that lack a write.
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
