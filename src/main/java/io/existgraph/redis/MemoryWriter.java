package io.existgraph.redis;

import io.existgraph.cache.CacheReplication.SharedEntries;
import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.cache.CallerCache;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The storing of near caches' entries in Redis, in the background.
///
/// Entries that a write can change are stored only for credentials whose account is known, so that
/// writes with the account's other credentials invalidate them.
final class MemoryWriter {
  private final RedisConnection connection;
  private final MemoryScripts scripts;
  private final MemoryWrites writes;
  private final EntryFields fields;
  private final EntrySealer sealer;
  private final long maxBytes;

  MemoryWriter(
      RedisConnection connection,
      MemoryScripts scripts,
      MemoryWrites writes,
      EntryFields fields,
      EntrySealer sealer,
      long maxBytes) {
    this.connection = connection;
    this.scripts = scripts;
    this.writes = writes;
    this.fields = fields;
    this.sealer = sealer;
    this.maxBytes = maxBytes;
  }

  /// Sends the entries before it returns, and does not wait for the reply.
  void store(NearCache near, CallerCache cache, SharedEntries entries) {
    if (entries.epoch().equals(SharedEpochs.UNKNOWN)) {
      return;
    }
    boolean isLinked = link(near, cache.ownerName());
    var _ = store(near, cache, entries, isLinked, true).subscribe(_ -> {}, _ -> {});
  }

  /// Whether writes through other credentials of the account will reach what is stored.
  private boolean link(NearCache near, @Nullable String owner) {
    if (owner == null || near.isUnlinkable()) {
      return false;
    }
    if (near.isLinked(owner)) {
      return true;
    }
    near.link(owner);
    String ownerTag = writes.ownerTag(owner);
    Mono<Void> before =
        near.takeUnlinkedWrites() ? writes.wroteBefore(near.tag(), ownerTag) : Mono.empty();
    var _ =
        scripts
            .link(connection.behind(), ownerTag, near.tag())
            .doOnNext(reply -> linked(near, reply.number(0) == 1))
            .then(before)
            .subscribe(_ -> {}, _ -> {});
    return true;
  }

  private void linked(NearCache near, boolean isLinked) {
    if (!isLinked) {
      near.unlinkable();
      var _ = writes.reset(connection.behind(), near.tag()).subscribe(_ -> {}, _ -> {});
    }
  }

  private Mono<Void> store(
      NearCache near,
      CallerCache cache,
      SharedEntries entries,
      boolean isLinked,
      boolean isFirstAttempt) {
    String generation = near.generation();
    List<Object> sealed = sealed(near, entries, generation, isLinked);
    if (sealed.isEmpty()) {
      return Mono.empty();
    }
    return scripts
        .store(connection.behind(), near.tag(), entries.epoch(), generation, sealed)
        .flatMap(
            reply -> {
              String epoch = reply.text(1);
              boolean isStored = reply.number(0) == 1;
              if (EpochFormat.isNone(entries.epoch()) && EpochFormat.isFirst(epoch)) {
                cache.adopt(entries.epoch(), epoch); // begun by this instance or another one
                near.advance(entries.epoch(), epoch);
                if (!isStored && isFirstAttempt) {
                  var again = new SharedEntries(epoch, entries.entries());
                  return store(near, cache, again, isLinked, false);
                }
              }
              if (isStored) {
                near.stored(epoch, reply.number(2));
              } else {
                near.announce();
              }
              return Mono.empty();
            });
  }

  /// Fields and values in turn, without those that would take all the room.
  private List<Object> sealed(
      NearCache near, SharedEntries entries, String generation, boolean isLinked) {
    String epoch = EpochFormat.isNone(entries.epoch()) ? generation + ".0" : entries.epoch();
    List<Object> sealed = new ArrayList<>();
    entries
        .entries()
        .forEach(
            (key, entry) -> {
              if (isLinked || EntryFields.isIndependent(key)) {
                String field = fields.field(near.tag(), key);
                byte[] value = sealer.seal(near, field, epoch, key, entry);
                if (value.length <= maxBytes / 2) {
                  sealed.add(field);
                  sealed.add(value);
                }
              }
            });
    return sealed;
  }
}
