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

  /// Whether no write that was made elsewhere can be missing from the cache, and nothing that was
  /// stored elsewhere. Costs no command.
  default boolean isCurrent(CallerCache cache) {
    return true;
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
