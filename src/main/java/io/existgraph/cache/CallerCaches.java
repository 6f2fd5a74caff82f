package io.existgraph.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything remembered, caller by caller, within one bound. Callers of whom nothing is remembered
/// yet are kept apart, so that made-up credentials push nobody out.
public final class CallerCaches {
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(2);
  private static final int MOST_STRANGERS = 1_000;

  private final Cache<CallerId, CallerCache> callers;
  private final Cache<CallerId, CallerCache> strangers =
      Caffeine.newBuilder().maximumSize(MOST_STRANGERS).executor(Runnable::run).build();
  private final long maxBytesPerCaller;

  public CallerCaches(long maxBytes, long maxBytesPerCaller) {
    this.maxBytesPerCaller = maxBytesPerCaller;
    callers =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<CallerId, CallerCache>weigher((_, memory) -> memory.weight())
            .expireAfterAccess(FORGOTTEN_AFTER)
            .executor(Runnable::run)
            .build();
  }

  public CallerCache of(CallerId caller) {
    CallerCache known = callers.getIfPresent(caller);
    if (known != null) {
      return known;
    }
    CallerCache fresh = strangers.get(caller, _ -> new CallerCache(maxBytesPerCaller));
    known = callers.getIfPresent(caller); // no stranger any more since the first look
    return known == null ? fresh : known;
  }

  /// Stores what each change makes of the entry under its key, all at once, unless that caller
  /// wrote since they were asked for.
  public void put(
      CallerId caller,
      CallerCache memory,
      CallerCache.Moment asked,
      Map<?, UnaryOperator<@Nullable CacheEntry<?>>> changes) {
    memory.put(asked, changes);
    var _ =
        strangers
            .asMap()
            .computeIfPresent(caller, (_, it) -> it == memory ? settled(caller, it) : it);
    callers.asMap().replace(caller, memory, memory); // weighs it anew
  }

  /// A stranger no more.
  private @Nullable CallerCache settled(CallerId caller, CallerCache memory) {
    callers.asMap().putIfAbsent(caller, memory);
    return null;
  }

  /// Forgets the caller altogether. Strangers first: they may be settling.
  public void forget(CallerId caller) {
    Stream.of(strangers, callers)
        .map(it -> it.asMap().remove(caller))
        .filter(Objects::nonNull)
        .forEach(it -> it.rewrite((_, _) -> null));
  }

  /// The memories there are, to look for those of one user.
  public Stream<CallerCache> all() {
    return Stream.of(callers, strangers).flatMap(it -> it.asMap().values().stream());
  }

  /// Bytes held by all callers, roughly.
  public long weight() {
    return callers.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
