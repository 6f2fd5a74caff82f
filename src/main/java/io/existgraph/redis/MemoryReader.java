package io.existgraph.redis;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.cache.CallerCache;
import io.existgraph.cache.CallerCaches;
import io.existgraph.data.CacheKey;
import io.existgraph.redis.NearCache.Verification;
import io.existgraph.redis.RedisListener.NearCacheUse;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The synchronisation of near caches with Redis. One script returns what was stored since the last
/// time, or everything after a write that this instance has missed.
final class MemoryReader {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryReader.class);
  private static final int MAX_ATTEMPTS = 3;

  private final SingleFlightCalls<NearCache, Void> updates = new SingleFlightCalls<>();
  private final RedisConnection connection;
  private final MemoryScripts scripts;
  private final MemoryWrites writes;
  private final EntrySealer sealer;
  private final CallerCaches caches;
  private final RedisListener listener;

  MemoryReader(
      RedisConnection connection,
      MemoryScripts scripts,
      MemoryWrites writes,
      EntrySealer sealer,
      CallerCaches caches,
      RedisListener listener) {
    this.connection = connection;
    this.scripts = scripts;
    this.writes = writes;
    this.sealer = sealer;
    this.caches = caches;
    this.listener = listener;
  }

  /// Never fails: where Redis does not answer, the near cache stays as it is, unverified.
  Mono<Void> update(NearCache near) {
    return update(near, connection.awaited());
  }

  /// The same before Redis is used.
  Mono<Void> updateWhileRecovering(NearCache near) {
    return update(near, connection.whileRecovering());
  }

  private Mono<Void> update(NearCache near, ScriptRunner runner) {
    return updates.join(
        near,
        Mono.defer(() -> update(near, runner, 1))
            .onErrorResume(
                RedisUnavailableException.class,
                _ ->
                    Mono.fromRunnable(
                        () -> {
                          listener.fellBack("memory-read");
                          listener.nearCacheUsed(NearCacheUse.ALONE);
                        })));
  }

  private Mono<Void> update(NearCache near, ScriptRunner runner, int attempt) {
    CallerCache cache = near.cache();
    if (cache == null || attempt > MAX_ATTEMPTS) {
      return Mono.empty();
    }
    Verification verification = near.begin(connection.messages().continuity());
    String expected = cache.sharedEpoch();
    return scripts
        .read(runner, near.tag(), expected, near.version(expected))
        .publishOn(Schedulers.parallel()) // to open entries takes longer than others may wait
        .flatMap(reply -> apply(near, runner, cache, verification, expected, reply, attempt));
  }

  private Mono<Void> apply(
      NearCache near,
      ScriptRunner runner,
      CallerCache cache,
      Verification verification,
      String expected,
      ScriptReply reply,
      int attempt) {
    String epoch = reply.text(0);
    if (reply.number(4) == 1 || near.isAbandoned(epoch)) { // back without the last writes
      LOG.warn("Redis has lost writes of a caller: what is stored of them is removed.");
      return writes
          .reset(runner, near.tag())
          .then(Mono.defer(() -> update(near, runner, attempt + 1)));
    }
    if (!load(near, cache, verification, expected, reply)) {
      return update(near, runner, attempt + 1);
    }
    boolean isUnchanged = epoch.equals(expected) && reply.list(2).size() == 0;
    listener.nearCacheUsed(isUnchanged ? NearCacheUse.VERIFIED : NearCacheUse.HYDRATED);
    if (!epoch.equals(expected)) {
      near.changed(connection.ticker().getAsLong());
    }
    near.read(epoch, reply.number(1));
    near.verified(verification);
    return Mono.empty();
  }

  /// False where a write came in between.
  private boolean load(
      NearCache near,
      CallerCache cache,
      Verification verification,
      String expected,
      ScriptReply reply) {
    String epoch = reply.text(0);
    if (EpochFormat.isNone(epoch)) {
      near.renewGeneration();
      if (isKept(near, verification, expected)) {
        cache.acknowledge(new SharedEpochs(expected, epoch));
        return true;
      }
    }
    String from = expected;
    if (EpochFormat.isNone(expected) && EpochFormat.isFirst(epoch)) {
      cache.adopt(expected, epoch); // nobody wrote: what is cached stays
      from = epoch;
    }
    return caches.load(near.caller(), cache, from, epoch, entries(near, epoch, reply));
  }

  /// Whether the cache may stay although nothing is stored any more: every write was heard of.
  private boolean isKept(NearCache near, Verification verification, String expected) {
    return EpochFormat.isNone(expected)
        || (EpochFormat.isEpoch(expected) && near.isContinuous(verification.continuity()));
  }

  private Map<CacheKey<?>, CacheEntry<?>> entries(NearCache near, String epoch, ScriptReply reply) {
    ScriptReply fields = reply.list(2);
    ScriptReply values = reply.list(3);
    Map<CacheKey<?>, CacheEntry<?>> entries = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!values.isNull(i)) {
        var entry = sealer.open(near, fields.text(i), epoch, values.bytes(i));
        if (entry == null) {
          listener.notOpened();
        } else {
          entries.put(entry.getKey(), entry.getValue());
        }
      }
    }
    return entries;
  }
}
