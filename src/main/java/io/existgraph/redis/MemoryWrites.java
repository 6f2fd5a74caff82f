package io.existgraph.redis;

import io.existgraph.cache.CacheChange;
import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.cache.CallerCache;
import io.existgraph.cache.WriteScope;
import io.existgraph.credential.CallerId;
import io.existgraph.redis.MemoryScripts.Announcement;
import io.existgraph.redis.MemoryScripts.WriteMode;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The announcement of writes to the shared memory of the credential and of its account's other
/// credentials. What cannot be announced is kept, and announced as a write of everything before
/// Redis is used again.
final class MemoryWrites {
  private static final int MAX_PENDING = 100_000;
  private static final int CONCURRENCY = 16;

  private final RedisConnection connection;
  private final MemoryScripts scripts;
  private final NearCaches nears;
  private final EntryFields fields;
  private final KeyTags tags;
  private final GatewayClock clock;
  private final RedisListener listener;
  private final Map<String, String> pending = new ConcurrentHashMap<>(); // owners by tag

  MemoryWrites(
      RedisConnection connection,
      MemoryScripts scripts,
      NearCaches nears,
      EntryFields fields,
      KeyTags tags,
      GatewayClock clock,
      RedisListener listener) {
    this.connection = connection;
    this.scripts = scripts;
    this.nears = nears;
    this.fields = fields;
    this.tags = tags;
    this.clock = clock;
    this.listener = listener;
  }

  String ownerTag(@Nullable String name) {
    return name == null ? MemoryScripts.NOBODY : tags.of("account", name);
  }

  /// Announces a write through a credential. Never fails.
  Mono<SharedEpochs> wrote(CallerId caller, CallerCache cache, CacheChange change, boolean isDone) {
    String tag = tags.of(caller);
    String owner = ownerTag(cache.ownerName());
    NearCache near = nears.find(cache);
    if (near != null && owner.equals(MemoryScripts.NOBODY)) {
      near.wroteUnlinked();
    }
    boolean isKnown = isDone && !cache.snapshot().entries().isEmpty();
    Announcement write = announcement(owner, change, isKnown ? WriteMode.CREATE : WriteMode.KEEP);
    Mono<SharedEpochs> own = scripts.write(connection.awaited(), tag, write);
    return Mono.zip(own, others(connection.awaited(), tag, write).thenReturn(true))
        .map(both -> both.getT1())
        .doOnNext(epochs -> advance(near, epochs))
        .onErrorResume(
            _ -> {
              listener.fellBack("memory-write");
              keep(tag, owner);
              return Mono.just(SharedEpochs.MISSED);
            });
  }

  private void advance(@Nullable NearCache near, SharedEpochs epochs) {
    if (near != null) {
      near.changed(connection.ticker().getAsLong());
      near.advance(epochs.before(), epochs.after());
    }
  }

  private void keep(String tag, String owner) {
    if (pending.size() < MAX_PENDING) {
      pending.put(tag, owner);
    }
  }

  private Announcement announcement(String owner, CacheChange change, WriteMode mode) {
    WriteScope scope = change.scope();
    return new Announcement(
        MemoryScripts.WROTE,
        owner,
        EpochFormat.next(),
        mode,
        fields.words(scope) + ' ' + unsettledMillis(change),
        fields.beginnings(scope));
  }

  private long unsettledMillis(CacheChange change) {
    Instant until = change.unsettledUntil();
    return until.equals(Instant.MIN)
        ? 0
        : Math.max(0, Duration.between(clock.instant(), until).toMillis());
  }

  /// Announces the write to the other credentials of its account.
  private Mono<Void> others(ScriptRunner runner, String tag, Announcement write) {
    if (write.owner().equals(MemoryScripts.NOBODY)) {
      return Mono.empty();
    }
    return scripts
        .link(runner, write.owner(), "")
        .flatMapIterable(reply -> reply.list(1).texts())
        .filter(other -> !other.equals(tag))
        .flatMap(
            other ->
                scripts.write(runner, other, write).doOnNext(epochs -> acknowledge(other, epochs)),
            CONCURRENCY)
        .then();
  }

  /// A cache of this instance has had the write applied already.
  private void acknowledge(String tag, SharedEpochs epochs) {
    NearCache near = nears.find(tag);
    CallerCache cache = near == null ? null : near.cache();
    if (near != null && cache != null) {
      near.changed(connection.ticker().getAsLong());
      cache.acknowledge(epochs);
    }
  }

  /// Announces, now that the account is known, what was written before.
  Mono<Void> wroteBefore(String tag, String owner) {
    return others(connection.behind(), tag, announcement(owner, CacheChange.CLEAR, WriteMode.KEEP));
  }

  /// Removes everything of the caller at all instances, now or as soon as Redis is used again.
  void forget(String tag) {
    Announcement announcement =
        new Announcement(
            MemoryScripts.FORGOT,
            MemoryScripts.NOBODY,
            EpochFormat.next(),
            WriteMode.KEEP,
            fields.words(WriteScope.EVERYTHING),
            fields.beginnings(WriteScope.EVERYTHING));
    var _ =
        scripts
            .write(connection.behind(), tag, announcement)
            .subscribe(_ -> {}, _ -> keep(tag, MemoryScripts.NOBODY));
  }

  /// Begins a new generation of the caller, since the stored one is not to be believed.
  Mono<SharedEpochs> reset(ScriptRunner runner, String tag) {
    return scripts.write(
        runner, tag, announcement(MemoryScripts.NOBODY, CacheChange.CLEAR, WriteMode.RESET));
  }

  /// Announces what was kept, before Redis is used.
  Mono<Void> announcePending() {
    ScriptRunner runner = connection.whileRecovering();
    return Flux.fromIterable(List.copyOf(pending.entrySet()))
        .flatMap(write -> announce(runner, write.getKey(), write.getValue()), CONCURRENCY)
        .then();
  }

  private Mono<Void> announce(ScriptRunner runner, String tag, String owner) {
    Announcement write = announcement(owner, CacheChange.CLEAR, WriteMode.RESET);
    return scripts
        .write(runner, tag, write)
        .then(others(runner, tag, write))
        .then(Mono.fromRunnable(() -> pending.remove(tag, owner)));
  }
}
