package io.existgraph.operation;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListResource;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one operation asked for in vain, and what may be told instead.
final class OperationFailures {
  private final Map<CacheKey<?>, Failure> byTopic = new ConcurrentHashMap<>();
  private volatile boolean isShort;
  private volatile @Nullable Failure refusal;

  /// After an [Failure.Unauthenticated] nothing more can be read.
  void add(ReadRequest ask, Failure failure) {
    ask.keys().forEach(topic -> byTopic.put(topic, failure));
    if (failure instanceof Failure.Unauthenticated) {
      refuseTheRest(failure);
    }
  }

  /// The budget does not reach for what is missing: whatever is old enough to be told stands in.
  void runShort() {
    isShort = true;
  }

  /// Nothing more will be read: what is missing fails so.
  void refuseTheRest(Failure failure) {
    refusal = failure;
  }

  /// Whether it was asked for in vain: asking in other words would not help.
  boolean has(ReadRequest ask) {
    return ask.principal().allMatch(byTopic::containsKey);
  }

  @Nullable Failure of(CacheKey<?> topic) {
    Failure failure = byTopic.get(topic);
    return failure == null ? refusal : failure;
  }

  /// Why values of that user may not be known.
  @Nullable Failure ofValues(UserRef user, AttributeName attribute) {
    Failure own = byTopic.get(new CacheKey.DaysOf(user, attribute));
    return own != null ? own : of(it -> it.hasValuesOf(user));
  }

  /// Why it may not be known which attributes that user has.
  @Nullable Failure ofAttributes(UserRef user) {
    return of(it -> it.hasAttributesOf(user));
  }

  /// The pages of a list that were asked for in vain.
  Stream<CacheKey<?>> pagesOf(ListResource<?> list) {
    return byTopic.keySet().stream()
        .filter(it -> it instanceof CacheKey.RowsOf<?>(var of, _) && of.equals(list));
  }

  private @Nullable Failure of(Predicate<CacheKey<?>> which) {
    return byTopic.entrySet().stream()
        .filter(it -> which.test(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(refusal);
  }

  /// Whether something older may stand in for it.
  boolean excuse(CacheKey<?> topic) {
    if (refusal instanceof Failure.Unauthenticated) {
      return false;
    }
    if (isShort) {
      return true;
    }
    return switch (topic) {
      case CacheKey.DaysOf(var user, _) ->
          isExcused(topic)
              || byTopic.keySet().stream().anyMatch(it -> it.hasValuesOf(user) && isExcused(it));
      case CacheKey.ListedOf(var user, _) ->
          isExcused(topic) || isExcused(new CacheKey.CatalogOf(user));
      default -> isExcused(topic);
    };
  }

  /// Whether it failed in a way that lets an old answer stand in.
  private boolean isExcused(CacheKey<?> topic) {
    return switch (byTopic.get(topic)) {
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
