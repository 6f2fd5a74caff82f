package io.existgraph.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.caller.CallerId;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything remembered, caller by caller, within one bound.
public final class Memory {
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(2);

  private final Cache<CallerId, CallerMemory> callers;
  private final long maxBytesPerCaller;

  public Memory(long maxBytes, long maxBytesPerCaller) {
    this.maxBytesPerCaller = maxBytesPerCaller;
    callers =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<CallerId, CallerMemory>weigher((_, memory) -> memory.weight())
            .expireAfterAccess(FORGOTTEN_AFTER)
            .executor(Runnable::run)
            .build();
  }

  public CallerMemory of(CallerId caller) {
    return callers.get(caller, _ -> new CallerMemory(maxBytesPerCaller));
  }

  /// Stores what `change` makes of the present entry, unless that caller wrote since `askedIn`.
  public void put(
      CallerId caller,
      CallerMemory memory,
      Object key,
      long askedIn,
      UnaryOperator<@Nullable Entry<?>> change) {
    memory.put(key, askedIn, change);
    callers.asMap().replace(caller, memory, memory); // weighs it anew
  }

  /// Forgets the caller altogether.
  public void forget(CallerId caller) {
    CallerMemory memory = callers.asMap().remove(caller);
    if (memory != null) {
      memory.rewrite((_, _) -> null);
    }
  }

  /// The memories there are, to look for those of one user.
  public Stream<CallerMemory> all() {
    return callers.asMap().values().stream();
  }

  /// Bytes held by all callers, roughly.
  public long weight() {
    return callers.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
