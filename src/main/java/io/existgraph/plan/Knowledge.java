package io.existgraph.plan;

import io.existgraph.cache.CallerMemory;
import io.existgraph.cache.Entry;
import io.existgraph.upstream.Answer;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.DayBook;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.Freshness;
import io.existgraph.upstream.Kind;
import io.existgraph.upstream.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What one operation knows: what it found in memory when it first looked, its own answers, and
/// what failed. Views of it differ in how old an entry may be.
final class Knowledge {
  private final CallerMemory memory;
  private final Freshness freshness;
  private final Instant now;
  private final Instant notBefore;
  private final Map<Topic<?>, Entry<?>> entries = new ConcurrentHashMap<>();
  private final Map<Topic<?>, Failure> failures = new ConcurrentHashMap<>();
  private volatile boolean isShort;
  private volatile boolean isDistrusted;
  private volatile @Nullable Failure refusal;
  private volatile Instant ownSince = Instant.MAX;

  /// Entries fetched up to `notBefore` count only as stand-ins.
  Knowledge(CallerMemory memory, Freshness freshness, Instant now, Instant notBefore) {
    this.memory = memory;
    this.freshness = freshness;
    this.now = now;
    this.notBefore = notBefore;
  }

  /// Good enough to answer with: stale entries only for what could not be asked.
  Facts usable() {
    return new Facts(
        this::entry,
        (topic, kind, fetchedAt) ->
            isOwn(fetchedAt)
                || (freshness.isUsable(kind, fetchedAt, now) && fetchedAt.isAfter(notBefore))
                || (mayStandIn(topic) && freshness.canStandIn(kind, fetchedAt, now)),
        now);
  }

  /// Needs no refresh.
  Facts fresh() {
    return new Facts(
        this::entry,
        (_, kind, fetchedAt) -> isOwn(fetchedAt) || freshness.isFresh(kind, fetchedAt, now),
        now);
  }

  /// As if everything that can stand in had to.
  Facts old() {
    return new Facts(
        this::entry,
        (_, kind, fetchedAt) -> isOwn(fetchedAt) || freshness.canStandIn(kind, fetchedAt, now),
        now);
  }

  /// Only who the user is and which attributes there are: what a plan on an empty memory lacks.
  Facts names() {
    return new Facts(
        topic ->
            topic instanceof Topic.ProfileOf || topic instanceof Topic.CatalogOf
                ? entry(topic)
                : null,
        (_, _, _) -> true,
        now);
  }

  Facts nothing() {
    return new Facts(_ -> null, (_, _, _) -> false, now);
  }

  /// Whether it was fetched for this operation, be it by another that asked for the same just
  /// before.
  private boolean isOwn(Instant fetchedAt) {
    return !fetchedAt.isBefore(ownSince);
  }

  private @Nullable Entry<?> entry(Topic<?> topic) {
    if (isDistrusted) {
      return null;
    }
    Entry<?> known = entries.get(topic);
    if (known != null) {
      return known;
    }
    Entry<?> remembered = memory.get(topic);
    if (remembered == null) {
      return null;
    }
    Entry<?> first = entries.putIfAbsent(topic, remembered);
    return first == null ? remembered : first;
  }

  /// Whether memory came to hold the entry after this operation looked.
  boolean isNews(Topic<?> topic, Entry<?> remembered) {
    return !remembered.equals(entries.get(topic))
        && freshness.isFresh(topic.kind(), remembered.fetchedAt(), now)
        && remembered.fetchedAt().isAfter(notBefore);
  }

  synchronized void learn(Answer answer, Instant askedAt) {
    ownSince = askedAt.isBefore(ownSince) ? askedAt : ownSince;
    answer
        .facts()
        .forEach(
            (topic, fact) -> {
              entries.compute(
                  topic,
                  (_, old) -> merged(old, new Entry<>(fact, askedAt, answer.weightOfEach())));
            });
  }

  /// Days are added to those that are known; everything else replaces what was.
  static Entry<?> merged(@Nullable Entry<?> old, Entry<?> latest) {
    return old != null
            && old.value() instanceof DayBook before
            && latest.value() instanceof DayBook after
        ? new Entry<>(before.and(after), latest.fetchedAt(), old.weight() + latest.weight())
        : latest;
  }

  void fail(Ask ask, Failure failure) {
    ask.topics().forEach(topic -> failures.put(topic, failure));
  }

  /// The budget does not reach for what is missing: whatever is old enough to be told stands in.
  void runShort() {
    isShort = true;
  }

  /// Nothing more will be read: what is missing fails so.
  void refuse(Failure failure) {
    refusal = failure;
  }

  /// Nothing that was found out may be told: it may be somebody else's.
  void distrust(Failure failure) {
    isDistrusted = true;
    refusal = failure;
  }

  @Nullable Failure failureOf(Topic<?> topic) {
    Failure failure = failures.get(topic);
    return failure == null ? refusal : failure;
  }

  boolean isFresh(Kind kind, Instant fetchedAt) {
    return freshness.isFresh(kind, fetchedAt, now);
  }

  private boolean mayStandIn(Topic<?> topic) {
    if (isShort) {
      return true;
    }
    return switch (topic) {
      case Topic.DaysOf(var user, _) ->
          isExcused(topic)
              || isExcused(new Topic.RecentOf(user))
              || isExcused(new Topic.TodayOf(user));
      case Topic.RecentOf(var user) -> isExcused(topic) || isExcused(new Topic.CatalogOf(user));
      default -> isExcused(topic);
    };
  }

  /// Whether it failed in a way that lets an old answer stand in.
  private boolean isExcused(Topic<?> topic) {
    return switch (failures.get(topic)) {
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
