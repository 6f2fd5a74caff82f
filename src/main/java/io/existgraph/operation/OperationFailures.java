package io.existgraph.operation;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListResource;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one operation asked for in vain, and what may be answered instead.
final class OperationFailures {
  private final Map<CacheKey<?>, Failure> byKey = new ConcurrentHashMap<>();
  private final Map<Failure, ReadRequest> requests =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private volatile boolean isShort;
  private volatile @Nullable Failure refusal;

  /// After an [Failure.Unauthenticated] nothing more can be read.
  void add(ReadRequest request, Failure failure) {
    request.keys().forEach(key -> byKey.put(key, failure));
    if (failure instanceof Failure.Unauthenticated) {
      refuseTheRest(failure);
    }
  }

  /// Notes which request failed so, after it was sent.
  void noteRequest(Failure failure, ReadRequest request) {
    requests.putIfAbsent(failure, request);
  }

  /// The request that failed so; null where it was none.
  @Nullable ReadRequest requestOf(Failure failure) {
    return requests.get(failure);
  }

  /// The budget does not reach for what is missing: whatever is recent enough is served stale.
  void runShort() {
    isShort = true;
  }

  /// Nothing more will be read: what is missing fails so.
  void refuseTheRest(Failure failure) {
    refusal = failure;
  }

  /// Whether it was asked for in vain: asking in other words would not help.
  boolean has(ReadRequest request) {
    return request.principal().allMatch(byKey::containsKey);
  }

  @Nullable Failure of(CacheKey<?> key) {
    Failure failure = byKey.get(key);
    return failure == null ? refusal : failure;
  }

  /// Why values of that user may not be known.
  @Nullable Failure ofValues(UserRef user, AttributeName attribute) {
    Failure own = byKey.get(new CacheKey.DaysOf(user, attribute));
    return own != null ? own : of(key -> key.hasValuesOf(user));
  }

  /// Why it may not be known which attributes that user has.
  @Nullable Failure ofAttributes(UserRef user) {
    return of(key -> key.hasAttributesOf(user));
  }

  /// The pages of a list that were asked for in vain.
  Stream<CacheKey<?>> pagesOf(ListResource<?> list) {
    return byKey.keySet().stream()
        .filter(key -> key instanceof CacheKey.RowsOf<?>(var of, _) && of.equals(list));
  }

  private @Nullable Failure of(Predicate<CacheKey<?>> which) {
    return byKey.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(refusal);
  }

  /// Whether something older may stand in for it.
  boolean excuse(CacheKey<?> key) {
    if (refusal instanceof Failure.Unauthenticated) {
      return false;
    }
    if (isShort) {
      return true;
    }
    return switch (key) {
      case CacheKey.DaysOf(var user, _) ->
          isExcused(key)
              || byKey.keySet().stream()
                  .anyMatch(other -> other.hasValuesOf(user) && isExcused(other));
      case CacheKey.ListedOf(var user, _) ->
          isExcused(key) || isExcused(new CacheKey.CatalogOf(user));
      default -> isExcused(key);
    };
  }

  /// Why older answers stand in: Exist failed or, where it did not, the hour is spent.
  StaleReason staleReason() {
    boolean isLimited =
        byKey.keySet().stream()
            .filter(this::isExcused)
            .allMatch(key -> byKey.get(key) instanceof Failure.RateLimited);
    return isLimited ? StaleReason.RATE_LIMITED : StaleReason.UPSTREAM_FAILED;
  }

  /// Whether it failed in a way that lets an old answer stand in.
  private boolean isExcused(CacheKey<?> key) {
    return switch (byKey.get(key)) {
      case null -> false;
      case Failure.Timeout _,
          Failure.Unavailable _,
          Failure.ServerError _,
          Failure.BadResponse _,
          Failure.RateLimited _,
          Failure.Overloaded _ ->
          true;
      default -> false;
    };
  }
}
