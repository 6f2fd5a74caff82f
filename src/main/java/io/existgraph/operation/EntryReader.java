package io.existgraph.operation;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A reader of cache entries for the response of an operation. It records the age of each entry
/// that is used; a missing one fails with the failure of its request.
final class EntryReader {
  private final CacheView view;
  private final OperationCache cache;
  private final OperationStats stats;

  EntryReader(CacheView view, OperationCache cache, OperationStats stats) {
    this.view = view;
    this.cache = cache;
    this.stats = stats;
  }

  <T> T require(CacheKey<T> key) {
    T known = view.get(key);
    if (known == null) {
      throw failure(Stream.of(key));
    }
    noteUse(key, key.kind());
    return known;
  }

  void noteUse(ListResult.KnownRows<?> rows) {
    rows.from().forEach(key -> noteUse(key, key.kind()));
  }

  void noteUse(CacheKey<?> key, FreshnessClass kind) {
    CacheEntry<?> entry = view.entryOf(key);
    if (entry != null) {
      noteUse(kind, entry.fetchedAt());
    }
  }

  /// The first failure of these entries; without one Exist answered, but not what was requested.
  RuntimeException failure(Stream<CacheKey<?>> keys) {
    return keys.map(cache::failureOf)
        .<Failure>mapMulti(
            (failure, next) -> {
              if (failure != null) {
                next.accept(failure);
              }
            })
        .findFirst()
        .orElse(new Failure.BadResponse())
        .asException();
  }

  @Nullable Failure failureOf(CacheKey<?> key) {
    return cache.failureOf(key);
  }

  @Nullable Failure failureOfAttributes(UserRef user) {
    return cache.failures().ofAttributes(user);
  }

  void noteUse(FreshnessClass kind, Instant fetchedAt) {
    FreshnessPolicy policy = cache.policy();
    stats.used(
        cache.wallTime(fetchedAt),
        policy.isFresh(kind, fetchedAt),
        policy.staleReason(kind, fetchedAt));
  }

  Failure missingValue(UserRef user, AttributeName attribute) {
    Failure failure = cache.failures().ofValues(user, attribute);
    if (failure != null) {
      return failure;
    }
    return view.isAbsent(user, attribute) ? new Failure.NotFound() : new Failure.BadResponse();
  }
}
