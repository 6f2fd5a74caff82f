package io.existgraph.operation;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CallerCache;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.exist.ReadRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Lookup of responses that other operations of the caller received after this one looked into the
/// cache. They may be of other days than are requested, so each is used once only.
final class ConcurrentResponses {
  private final CallerCache callerCache;
  private final OperationCache cache;
  private final Set<CacheKey<?>> requested = ConcurrentHashMap.newKeySet();

  ConcurrentResponses(OperationCache cache) {
    this.callerCache = cache.callerCache();
    this.cache = cache;
  }

  /// Records the request. False if this operation has requested some of its keys before: what is
  /// cached of them is then its own.
  boolean isFirst(ReadRequest request) {
    List<CacheKey<?>> keys = request.principal().toList();
    boolean isFirst = Collections.disjoint(requested, keys);
    requested.addAll(keys);
    return isFirst;
  }

  /// The response to an equal request of another operation; null without one.
  @Nullable FetchedResponse find(ReadRequest request) {
    DecodedResponse response = new DecodedResponse(0);
    Instant sentAt = Instant.MAX;
    for (CacheKey<?> key : request.principal().toList()) {
      CacheEntry<?> entry = callerCache.get(key);
      if (entry == null
          || !cache.isNew(key, entry)
          || !cache.policy().isShareable(key.kind(), entry.fetchedAt())) {
        return null;
      }
      sentAt = entry.fetchedAt().isBefore(sentAt) ? entry.fetchedAt() : sentAt;
      add(response, key, entry);
    }
    return response.values().isEmpty() ? null : new FetchedResponse(response, sentAt, false);
  }

  @SuppressWarnings("unchecked") // an entry's value is of the type that its key declares
  private static <T> void add(DecodedResponse response, CacheKey<T> key, CacheEntry<?> entry) {
    response.add(key, (T) entry.value());
  }
}
