package io.existgraph.redis;

import io.existgraph.cache.CacheChange;
import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.cache.CallerCache;
import io.existgraph.cache.CallerCaches;
import io.existgraph.time.GatewayClock;
import java.time.Instant;

/// The receiver of other instances' messages about the shared memory: stored entries, writes, and
/// callers to be forgotten.
final class MemoryMessages implements MessageListener {
  private final RedisConnection connection;
  private final NearCaches nears;
  private final EntryFields fields;
  private final CallerCaches caches;
  private final MemoryWrites writes;
  private final MemoryReader reader;
  private final GatewayClock clock;

  MemoryMessages(
      RedisConnection connection,
      NearCaches nears,
      EntryFields fields,
      CallerCaches caches,
      MemoryWrites writes,
      MemoryReader reader,
      GatewayClock clock) {
    this.connection = connection;
    this.nears = nears;
    this.fields = fields;
    this.caches = caches;
    this.writes = writes;
    this.reader = reader;
    this.clock = clock;
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
          caches.forgetHere(near.caller());
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
    if (near != null && cache != null && !EpochFormat.includes(cache.sharedEpoch(), epoch)) {
      wrote(near, cache, message, change);
    }
    for (NearCache other : nears.all()) {
      if (!other.tag().equals(tag)) {
        wroteElsewhere(other, owner, change);
      }
    }
  }

  private void wrote(NearCache near, CallerCache cache, Message message, CacheChange change) {
    String epoch = message.word(1);
    boolean isAfterLoss = isAfterLoss(cache.sharedEpoch(), message.word(5), epoch);
    if (!isAfterLoss) {
      near.changed(connection.ticker().getAsLong());
      cache.invalidate(EpochFormat.isEpoch(epoch) ? epoch : SharedEpochs.NONE);
    }
    if (!change.unsettledUntil().equals(Instant.MIN)) {
      cache.applyForeignWrite(change);
    }
    near.announce();
    if (isAfterLoss && connection.isAvailable()) { // others may have read what is older
      var _ = reader.update(near).subscribe(_ -> {}, _ -> {});
    }
  }

  /// Whether the write did not follow the last one that is known: messages or writes are lost, and
  /// the epoch of the latter is what an update notices that by.
  private static boolean isAfterLoss(String known, String before, String after) {
    return EpochFormat.areOfOneGeneration(known, after) && !known.equals(before);
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
