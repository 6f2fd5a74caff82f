package io.existgraph.plan;

import io.existgraph.model.AttributeName;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one operation asked for in vain, and what may be told instead.
final class Failures {
  private final Map<Topic<?>, Failure> byTopic = new ConcurrentHashMap<>();
  private volatile boolean isShort;
  private volatile @Nullable Failure refusal;

  /// After an [Failure.Unauthenticated] nothing more can be read.
  void add(Ask ask, Failure failure) {
    ask.topics().forEach(topic -> byTopic.put(topic, failure));
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
  boolean has(Ask ask) {
    return ask.principal().allMatch(byTopic::containsKey);
  }

  @Nullable Failure of(Topic<?> topic) {
    Failure failure = byTopic.get(topic);
    return failure == null ? refusal : failure;
  }

  /// Why values of that user may not be known.
  @Nullable Failure ofValues(UserRef user, AttributeName attribute) {
    Failure own = byTopic.get(new Topic.DaysOf(user, attribute));
    return own != null ? own : of(it -> it.tellsValues(user));
  }

  /// Why it may not be known which attributes that user has.
  @Nullable Failure ofAttributes(UserRef user) {
    return of(it -> it.tellsAttributes(user));
  }

  /// The pages of a list that were asked for in vain.
  Stream<Topic<?>> pagesOf(Listing<?> list) {
    return byTopic.keySet().stream()
        .filter(it -> it instanceof Topic.RowsOf<?>(var of, _) && of.equals(list));
  }

  private @Nullable Failure of(Predicate<Topic<?>> which) {
    return byTopic.entrySet().stream()
        .filter(it -> which.test(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(refusal);
  }

  /// Whether something older may stand in for it.
  boolean excuse(Topic<?> topic) {
    if (refusal instanceof Failure.Unauthenticated) {
      return false;
    }
    if (isShort) {
      return true;
    }
    return switch (topic) {
      case Topic.DaysOf(var user, _) ->
          isExcused(topic)
              || byTopic.keySet().stream().anyMatch(it -> it.tellsValues(user) && isExcused(it));
      case Topic.ListedOf(var user, _) -> isExcused(topic) || isExcused(new Topic.CatalogOf(user));
      default -> isExcused(topic);
    };
  }

  /// Whether it failed in a way that lets an old answer stand in.
  private boolean isExcused(Topic<?> topic) {
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
