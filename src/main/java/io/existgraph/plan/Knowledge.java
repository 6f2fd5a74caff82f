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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What one operation knows: what was in memory when it began, its own answers, and what failed.
/// Views of it differ in how old an entry may be.
final class Knowledge {
  private final CallerMemory memory;
  private final Facts.Lists lists;
  private final Freshness freshness;
  private final Instant now;
  private final Instant notBefore;
  private final Map<Object, Entry<?>> remembered;
  private final Map<Topic<?>, Entry<?>> entries = new ConcurrentHashMap<>();
  private final Failures failures = new Failures();
  private volatile Instant ownSince = Instant.MAX;

  /// Entries fetched up to `notBefore` count only as stand-ins.
  Knowledge(
      CallerMemory memory, Facts.Lists lists, Freshness freshness, Instant now, Instant notBefore) {
    this(memory, memory.snapshot(), lists, freshness, now, notBefore);
  }

  private Knowledge(
      CallerMemory memory,
      Map<Object, Entry<?>> remembered,
      Facts.Lists lists,
      Freshness freshness,
      Instant now,
      Instant notBefore) {
    this.memory = memory;
    this.remembered = remembered;
    this.lists = lists;
    this.freshness = freshness;
    this.now = now;
    this.notBefore = notBefore;
  }

  CallerMemory memory() {
    return memory;
  }

  /// What was in memory when it began, as that changes it; null is nothing.
  Knowledge changed(BiFunction<Topic<?>, Entry<?>, @Nullable Entry<?>> change) {
    Map<Object, Entry<?>> left = new HashMap<>();
    remembered.forEach(
        (topic, entry) -> {
          Entry<?> changed = change.apply((Topic<?>) topic, entry);
          if (changed != null) {
            left.put(topic, changed);
          }
        });
    return new Knowledge(memory, left, lists, freshness, now, notBefore);
  }

  /// Good enough to answer with: stale entries only for what could not be asked.
  Facts usable() {
    return new Facts(
        this::entry,
        (topic, kind, fetchedAt) ->
            isOwn(fetchedAt)
                || (freshness.isUsable(kind, fetchedAt, now) && fetchedAt.isAfter(notBefore))
                || (failures.excuse(topic) && freshness.canStandIn(kind, fetchedAt, now)),
        lists,
        now);
  }

  /// Needs no refresh.
  Facts fresh() {
    return new Facts(
        this::entry,
        (_, kind, fetchedAt) -> isOwn(fetchedAt) || freshness.isFresh(kind, fetchedAt, now),
        lists,
        now);
  }

  /// As if everything that can stand in had to.
  Facts old() {
    return new Facts(
        this::entry,
        (_, kind, fetchedAt) -> isOwn(fetchedAt) || freshness.canStandIn(kind, fetchedAt, now),
        lists,
        now);
  }

  /// Only who the user is and which attributes there are: what a plan on an empty memory lacks.
  Facts names() {
    return new Facts(
        topic ->
            topic instanceof Topic.ProfileOf
                    || topic instanceof Topic.CatalogOf
                    || topic instanceof Topic.ListedOf
                ? entry(topic)
                : null,
        (_, _, _) -> true,
        lists,
        now);
  }

  /// As if the names and dates that were known once still held: what a second step will likely ask.
  Facts likely() {
    Facts usable = usable();
    return new Facts(
        this::entry,
        (topic, kind, fetchedAt) ->
            topic instanceof Topic.ProfileOf
                || topic instanceof Topic.CatalogOf
                || topic instanceof Topic.ListedOf
                || usable.accepts(topic, kind, fetchedAt),
        lists,
        now);
  }

  Facts nothing() {
    return new Facts(_ -> null, (_, _, _) -> false, lists, now);
  }

  /// Whether it was fetched for this operation, be it by another that asked for the same just
  /// before.
  private boolean isOwn(Instant fetchedAt) {
    return !fetchedAt.isBefore(ownSince);
  }

  private boolean isOwn(@Nullable Entry<?> entry) {
    return entry != null && isOwn(entry.fetchedAt());
  }

  private @Nullable Entry<?> entry(Topic<?> topic) {
    if (memory.isDisowned()) {
      return null;
    }
    Entry<?> known = entries.get(topic);
    return known == null ? remembered(topic) : known;
  }

  /// Memory is told that it is used, and keeps it longer.
  private @Nullable Entry<?> remembered(Topic<?> topic) {
    Entry<?> found = remembered.get(topic);
    if (found == null) {
      return null;
    }
    var _ = memory.get(topic);
    Entry<?> first = entries.putIfAbsent(topic, found);
    return first == null ? found : first;
  }

  /// Whether memory came to hold the entry after this operation began.
  boolean isNews(Topic<?> topic, Entry<?> entry) {
    return !entry.equals(entry(topic));
  }

  /// Whether it could have been fetched for this operation.
  boolean isAsGoodAsOwn(Topic<?> topic, Entry<?> entry) {
    return freshness.isFresh(topic.kind(), entry.fetchedAt(), now)
        && entry.fetchedAt().isAfter(notBefore);
  }

  synchronized void learn(Answer answer, Instant askedAt) {
    ownSince = askedAt.isBefore(ownSince) ? askedAt : ownSince;
    answer
        .facts()
        .forEach(
            (topic, fact) -> {
              Entry<?> latest = new Entry<>(fact, askedAt, answer.weightOf(fact));
              entries.put(topic, merged(entry(topic), latest));
            });
  }

  /// Days are added to those that are known; everything else replaces what was.
  static Entry<?> merged(@Nullable Entry<?> old, Entry<?> latest) {
    return old != null
            && old.value() instanceof DayBook before
            && latest.value() instanceof DayBook after
        ? merged(before, after, old.weight() + latest.weight(), latest.fetchedAt())
        : latest;
  }

  /// Days that both know weigh once.
  private static Entry<?> merged(DayBook before, DayBook after, long weight, Instant fetchedAt) {
    DayBook both = before.and(after);
    long days = Math.max(1L, before.days().size() + after.days().size());
    return new Entry<>(both, fetchedAt, (int) (weight * both.days().size() / days));
  }

  /// Whether something older was found in the place of an answer that could not be had.
  boolean hasStandIn(Ask ask) {
    Facts usable = usable();
    return ask.principal().anyMatch(it -> usable.get(it) != null && !isOwn(entry(it)));
  }

  Failures failures() {
    return failures;
  }

  @Nullable Failure failureOf(Topic<?> topic) {
    return memory.isDisowned() ? new Failure.BadResponse() : failures.of(topic);
  }

  /// Whether it is as new as the caller wants it.
  boolean isFresh(Kind kind, Instant fetchedAt) {
    return isOwn(fetchedAt)
        || (freshness.isFresh(kind, fetchedAt, now) && fetchedAt.isAfter(notBefore));
  }
}
