package io.existgraph.operation;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListResource;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The failed requests of one operation, and which stale entries may replace their responses.
final class OperationFailures {
  private final Map<CacheKey<?>, Failure> byKey = new ConcurrentHashMap<>();
  private final Map<Failure, ReadRequest> requests =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private volatile boolean isStaleAllowed;
  private volatile @Nullable Failure refusal;

  /// After an [Failure.Unauthenticated] nothing more can be read.
  void add(ReadRequest request, Failure failure) {
    request.keys().forEach(key -> byKey.put(key, failure));
    if (failure instanceof Failure.Unauthenticated) {
      failRemaining(failure);
    }
  }

  /// Adds the failure of a request that was sent.
  void addSent(ReadRequest request, Throwable fault) {
    Failure failure =
        switch (fault) {
          case FailureException known -> known.failure();
          case TimeoutException _ -> new Failure.Timeout();
          default -> throw new IllegalStateException("a defect while reading", fault);
        };
    requests.putIfAbsent(failure, request);
    add(request, failure);
  }

  /// The request that failed so, as its method and target; null where it was none.
  @Nullable String requestOf(Failure failure) {
    ReadRequest request = requests.get(failure);
    return request == null ? null : "GET " + request.target();
  }

  /// Adds the failure of requests that are not sent, of which none is left.
  List<ReadRequest> refuse(List<ReadRequest> refused, Failure failure) {
    refused.forEach(request -> add(request, failure));
    return List.of();
  }

  /// The rate limit is reached: whatever is recent enough is served stale.
  void allowStale() {
    isStaleAllowed = true;
  }

  /// Nothing more will be read: all keys that are still missing fail with this failure.
  void failRemaining(Failure failure) {
    refusal = failure;
  }

  /// Whether all that the request is for has failed already: sending it would not help.
  boolean has(ReadRequest request) {
    return request.principal().allMatch(byKey::containsKey);
  }

  @Nullable Failure of(CacheKey<?> key) {
    Failure failure = byKey.get(key);
    return failure == null ? refusal : failure;
  }

  /// The reason why values of that user are not known; null without one.
  @Nullable Failure ofValues(UserRef user, AttributeName attribute) {
    Failure own = byKey.get(new CacheKey.DaysOf(user, attribute));
    return own != null ? own : of(key -> key.hasValuesOf(user));
  }

  /// The reason why that user's attributes are not known; null without one.
  @Nullable Failure ofAttributes(UserRef user) {
    return of(key -> key.hasAttributesOf(user));
  }

  /// The pages of a list that could not be read.
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

  /// Whether a stale entry may be used for the key.
  boolean allowsStale(CacheKey<?> key) {
    if (refusal instanceof Failure.Unauthenticated) {
      return false;
    }
    if (isStaleAllowed) {
      return true;
    }
    return switch (key) {
      case CacheKey.DaysOf(var user, _) ->
          isStaleIfError(key)
              || byKey.keySet().stream()
                  .anyMatch(other -> other.hasValuesOf(user) && isStaleIfError(other));
      case CacheKey.ListedAttributes(var user, _) ->
          isStaleIfError(key) || isStaleIfError(new CacheKey.CatalogOf(user));
      default -> isStaleIfError(key);
    };
  }

  /// The reason why stale entries are used: Exist failed or, where it did not, the rate limit is
  /// reached.
  StaleReason staleReason() {
    boolean isLimited =
        byKey.keySet().stream()
            .filter(this::isStaleIfError)
            .allMatch(key -> byKey.get(key) instanceof Failure.RateLimited);
    return isLimited ? StaleReason.RATE_LIMITED : StaleReason.UPSTREAM_FAILED;
  }

  /// Whether the key failed in a way that lets a stale entry be used (stale-if-error).
  private boolean isStaleIfError(CacheKey<?> key) {
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
