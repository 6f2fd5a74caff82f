package io.existgraph.cache;

import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/// The replication of callers' caches between instances. Nothing of it fails: where the others
/// cannot be reached, each cache goes on alone. Single instances use [#NONE].
public interface CacheReplication {
  CacheReplication NONE = new CacheReplication() {};

  /// How far the cache agrees with those of other instances. Costs no command.
  default Consistency consistency(CallerCache cache) {
    return Consistency.CURRENT;
  }

  /// Brings the cache up to date. Empty at once where it is current.
  default Mono<Void> update(Caller caller, CallerCache cache) {
    return Mono.empty();
  }

  /// Offers what was just stored in the cache to the others.
  default void stored(CallerCache cache, SharedEntries entries) {}

  /// Announces a write of the caller to the others, before it is made (`isDone` false) and after.
  default Mono<SharedEpochs> wrote(
      CallerId caller, CallerCache cache, CacheChange change, boolean isDone) {
    return Mono.just(SharedEpochs.ALONE);
  }

  /// Announces that everything of the caller is to be forgotten.
  default void forgotten(CallerId caller, CallerCache cache) {}

  /// Completes when the request of another instance has ended, or may have.
  default Mono<Void> awaitRelease(CallerCache cache, String target, Duration atMost) {
    return Mono.empty();
  }

  /// Ends claims, after what came of them was stored.
  default void release(CallerCache cache, Set<String> targets) {}

  /// How far a cache agrees with those of other instances.
  enum Consistency {
    /// No write that was made elsewhere can be missing, and nothing that was stored elsewhere.
    CURRENT,

    /// Something may be missing, which an update brings: the cache is not to be used before.
    UNVERIFIED,

    /// Something may be missing, and the other instances cannot be reached: the cache is used as it
    /// is, and refreshed early.
    DISCONNECTED
  }

  /// Entries of a cache and the shared epoch that they belong to.
  record SharedEntries(String epoch, Map<CacheKey<?>, CacheEntry<?>> entries) {}

  /// The shared epochs before and after a write.
  record SharedEpochs(String before, String after) {
    /// No epoch: nothing is shared yet of the caller.
    public static final String NONE = "";

    /// The epoch of a cache that missed something and is not to be shared.
    public static final String UNKNOWN = "-";

    public static final SharedEpochs ALONE = new SharedEpochs(NONE, NONE);
    public static final SharedEpochs MISSED = new SharedEpochs(UNKNOWN, UNKNOWN);
  }
}
