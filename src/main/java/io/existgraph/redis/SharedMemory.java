package io.existgraph.redis;

import io.existgraph.cache.CacheChange;
import io.existgraph.cache.CacheReplication;
import io.existgraph.cache.CallerCache;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
import io.existgraph.redis.RedisListener.NearCacheUse;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The cache that instances share: what one of them has read from Exist, the others answer from.
/// Entries are encrypted with a key derived from the caller's credential.
///
/// A near cache is current until a change is announced or messages are lost, and is then used
/// without a command. Otherwise one script brings it up to date. Every write starts a new epoch of
/// its caller, in which nothing is stored that was requested before.
public final class SharedMemory implements CacheReplication {
  private final RedisConnection connection;
  private final GatewayClock clock;
  private final RedisListener listener;
  private final int minInstances;
  private final NearCaches nears;
  private final EntryFields fields;
  private final EntrySealer sealer;
  private final MemoryScripts scripts;
  private final MemoryWrites writes;
  private final MemoryWriter writer;
  private final RequestClaims claims;
  private volatile @Nullable MemoryReader reader;

  /// `maxBytesPerCaller` bounds what is stored of each.
  public SharedMemory(
      RedisConnection connection,
      RedisSettings settings,
      long maxBytesPerCaller,
      RequestClaims claims,
      GatewayClock clock,
      RedisListener listener) {
    this.connection = connection;
    this.clock = clock;
    this.listener = listener;
    this.minInstances = settings.instances();
    KeyTags tags = new KeyTags(settings.secret());
    nears = new NearCaches(tags, settings.secret());
    fields = new EntryFields(tags);
    sealer = new EntrySealer(clock);
    scripts = new MemoryScripts(maxBytesPerCaller);
    writes = new MemoryWrites(connection, scripts, nears, fields, tags, clock, listener);
    writer = new MemoryWriter(connection, scripts, writes, fields, sealer, maxBytesPerCaller);
    this.claims = claims;
  }

  /// Begins to share these caches, which were made with this replication.
  public void share(CallerCaches shared) {
    MemoryReader made = new MemoryReader(connection, scripts, writes, sealer, shared, listener);
    reader = made;
    LostWriteSearch lostWrites = new LostWriteSearch(connection, nears, made);
    connection.lifecycle().beforeUse(() -> writes.announcePending().then(lostWrites.run()));
    connection
        .messages()
        .listen(new MemoryMessages(connection, nears, fields, shared, writes, made, clock));
  }

  @Override
  public Consistency consistency(CallerCache cache) {
    if (!connection.isAvailable()) {
      return isAlone() ? Consistency.CURRENT : Consistency.DISCONNECTED;
    }
    NearCache near = nears.find(cache);
    return near != null && isCurrent(near) ? Consistency.CURRENT : Consistency.UNVERIFIED;
  }

  /// Whether no other instance is known.
  private boolean isAlone() {
    return minInstances == 1 && connection.messages().instances() == 1;
  }

  private boolean isCurrent(NearCache near) {
    MessageChannel messages = connection.messages();
    return near.isVerified(messages.continuity()) && messages.isCurrent();
  }

  @Override
  public Mono<Void> update(Caller caller, CallerCache cache) {
    NearCache near = nears.of(caller, cache);
    if (!connection.isAvailable() || isCurrent(near)) {
      listener.nearCacheUsed(connection.isAvailable() ? NearCacheUse.VALID : NearCacheUse.ALONE);
      return Mono.empty();
    }
    return Objects.requireNonNull(reader).update(near);
  }

  @Override
  public void stored(CallerCache cache, SharedEntries entries) {
    NearCache near = nears.find(cache);
    if (near != null && connection.isAvailable()) {
      writer.store(near, cache, entries);
    }
  }

  @Override
  public Mono<SharedEpochs> wrote(
      CallerId caller, CallerCache cache, CacheChange change, boolean isDone) {
    return writes.wrote(caller, cache, change, isDone);
  }

  /// Of a caller of whom nothing is stored there is nothing to forget.
  @Override
  public void forgotten(CallerId caller, CallerCache cache) {
    NearCache near = nears.find(cache);
    if (near != null && EpochFormat.isEpoch(cache.sharedEpoch())) {
      writes.forget(near.tag());
    }
  }

  @Override
  public Mono<Void> awaitRelease(CallerCache cache, String target, Duration atMost) {
    listener.joinedElsewhere();
    return claims.awaitRelease(cache.caller(), target, atMost);
  }

  @Override
  public void release(CallerCache cache, Set<String> targets) {
    claims.release(cache.caller(), targets);
  }
}
