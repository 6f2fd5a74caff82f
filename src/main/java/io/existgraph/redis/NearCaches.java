package io.existgraph.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.Caller;
import io.existgraph.redis.codec.SealingKey;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The near caches of this instance, by cache and by the caller's tag. Each is kept as long as its
/// cache.
final class NearCaches {
  private final Cache<CallerCache, NearCache> byCache =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
  private final Cache<String, NearCache> byTag =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();
  private final KeyTags tags;
  private final @Nullable String secret;

  NearCaches(KeyTags tags, @Nullable String secret) {
    this.tags = tags;
    this.secret = secret;
  }

  NearCache of(Caller caller, CallerCache cache) {
    NearCache known = byCache.getIfPresent(cache);
    return known == null ? byCache.get(cache, _ -> add(caller, cache)) : known;
  }

  private NearCache add(Caller caller, CallerCache cache) {
    SealingKey key = SealingKey.of(caller.credential(), secret);
    NearCache near = new NearCache(caller.id(), tags.of(caller.id()), key, cache);
    byTag.put(near.tag(), near);
    return near;
  }

  @Nullable NearCache find(CallerCache cache) {
    return byCache.getIfPresent(cache);
  }

  @Nullable NearCache find(String tag) {
    return byTag.getIfPresent(tag);
  }

  Collection<NearCache> all() {
    return byCache.asMap().values();
  }
}
