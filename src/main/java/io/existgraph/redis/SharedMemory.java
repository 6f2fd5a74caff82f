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
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One memory of all instances: what one of them read of Exist, another answers from. Each entry is
/// sealed under a key that only its caller's credential yields.
///
/// A near cache is current while nothing was announced since it was last verified, and no message
/// was lost; it is then used without a command. Otherwise one script brings it up to date. Every
/// write begins a new epoch of its caller, in which nothing is stored that was requested before.
public final class SharedMemory implements CacheReplication, MessageListener {
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
  private volatile @Nullable CallerCaches caches;
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
    caches = shared;
    reader = new MemoryReader(connection, scripts, writes, sealer, shared, listener);
    connection.messages().listen(this);
  }

  @Override
  public boolean isCurrent(CallerCache cache) {
    if (!connection.isAvailable()) {
      return isAlone();
    }
    NearCache near = nears.find(cache);
    return near != null && isCurrent(near);
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
    return near.update(() -> Objects.requireNonNull(reader).update(near));
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
    if (near != null && Generations.isEpoch(cache.sharedEpoch())) {
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

  @Override
  public void received(Message message) {
    if (message.instance().equals(connection.messages().instance())) {
      return; // what this instance did it knows by the replies
    }
    switch (message.kind()) {
      case MemoryScripts.STORED -> stored(message);
      case MemoryScripts.WROTE -> wrote(message);
      case MemoryScripts.FORGOT -> {
        NearCache near = nears.find(message.word(0));
        if (near != null) {
          Objects.requireNonNull(caches).forgetHere(near.caller());
        }
      }
      default -> {}
    }
  }

  private void stored(Message message) {
    NearCache near = nears.find(message.word(0));
    CallerCache cache = near == null ? null : near.cache();
    if (near != null
        && cache != null
        && (!message.word(1).equals(cache.sharedEpoch())
            || message.number(2) > near.version(message.word(1)))) {
      near.announce();
    }
  }

  private void wrote(Message message) {
    String tag = message.word(0);
    String epoch = message.word(1);
    String owner = message.word(2);
    CacheChange change = fields.change(message.word(3), unsettledUntil(message.number(4)));
    NearCache near = nears.find(tag);
    CallerCache cache = near == null ? null : near.cache();
    if (near != null && cache != null && !Generations.includes(cache.sharedEpoch(), epoch)) {
      if (!isAfterLoss(cache.sharedEpoch(), message.word(5), epoch)) {
        cache.invalidate(Generations.isEpoch(epoch) ? epoch : SharedEpochs.NONE);
      }
      if (!change.unsettledUntil().equals(Instant.MIN)) {
        cache.applyForeignWrite(change);
      }
      near.announce();
    }
    for (NearCache other : nears.all()) {
      if (!other.tag().equals(tag)) {
        wroteElsewhere(other, owner, change);
      }
    }
  }

  /// Whether the write did not follow the last one that is known: messages or writes are lost, and
  /// the epoch of the latter is what the next update notices that by.
  private static boolean isAfterLoss(String known, String before, String after) {
    return Generations.areOfOneGeneration(known, after) && !known.equals(before);
  }

  private Instant unsettledUntil(long millis) {
    return millis == 0 ? Instant.MIN : clock.instant().plusMillis(millis);
  }

  /// Applies a write through another credential that is of the same account, or may be.
  private void wroteElsewhere(NearCache near, String owner, CacheChange change) {
    CallerCache cache = near.cache();
    String name = cache == null ? null : cache.ownerName();
    if (cache != null && (name == null || near.ownerTag(name, writes::ownerTag).equals(owner))) {
      cache.applyForeignWrite(change);
    }
  }
}
