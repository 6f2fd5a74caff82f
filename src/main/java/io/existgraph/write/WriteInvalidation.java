package io.existgraph.write;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CallerCache;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.operation.AccountIdentity;
import io.existgraph.operation.OperationCache;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a write makes memory forget, and what its answer teaches it.
///
/// A value that is written is forgotten by day, ownership with everything that tells it. All
/// credentials of the same user forget, and those whose user is not known; only the one that wrote
/// learns. What was asked for before a write is never remembered after it, at least not what was
/// written.
public final class WriteInvalidation {
  private static final int CELL_WEIGHT = 150;

  private final CallerCaches memory;
  private final CallerId caller;

  private final Set<WriteItem> ofUnknownUser = new LinkedHashSet<>();

  /// When something was forgotten: in which memory, and the epoch that began with it.
  record Mark(CallerCache memory, CallerCache.Moment moment) {
    /// Whether nothing else was written since the other mark.
    boolean follows(Mark before) {
      return memory == before.memory && moment.epoch() == before.moment.epoch() + 1;
    }
  }

  WriteInvalidation(CallerCaches memory, CallerId caller) {
    this.memory = memory;
    this.caller = caller;
  }

  Mark forget(List<WriteItem> written) {
    List<WriteItem> items = written.stream().map(WriteInvalidation::withoutValue).toList();
    CallerCache own = memory.of(caller);
    var moment = own.rewrite((key, entry) -> without((CacheKey<?>) key, entry, items));
    String username = username(own);
    forgetElsewhere(own, items, username);
    if (username == null) {
      forgetOnceOwned(own, items);
    }
    return new Mark(own, moment);
  }

  /// Others keep for a while what was changed; its value is none of theirs.
  private static WriteItem withoutValue(WriteItem item) {
    return switch (item) {
      case WriteItem.Update(var name, var date, _) -> new WriteItem.Update(name, date, 0);
      case WriteItem.Increment(var name, var date, _) -> new WriteItem.Update(name, date, 0);
      default -> item;
    };
  }

  /// Makes the user's other credentials forget: those that may be theirs at once, the others when
  /// it is known whose this one is.
  private void forgetElsewhere(
      CallerCache own, Collection<WriteItem> items, @Nullable String username) {
    memory
        .all()
        .filter(it -> it != own)
        .forEach(
            it -> {
              String theirs = username(it);
              if (theirs == null) {
                it.change((key, entry) -> without((CacheKey<?>) key, entry, items));
              } else if (theirs.equals(username)) {
                it.rewrite((key, entry) -> without((CacheKey<?>) key, entry, items));
              }
            });
  }

  /// All items of this write at once, however many batches they are sent in.
  private synchronized void forgetOnceOwned(CallerCache own, List<WriteItem> items) {
    boolean isFirst = ofUnknownUser.isEmpty();
    ofUnknownUser.addAll(items);
    if (isFirst) {
      own.onceOwned(
          name -> forgetElsewhere(own, ofUnknownUser(), name),
          name ->
              memory
                  .all()
                  .filter(it -> it != own && name.equals(username(it)))
                  .forEach(it -> it.rewrite((_, _) -> null)));
    }
  }

  private synchronized List<WriteItem> ofUnknownUser() {
    List<WriteItem> items = List.copyOf(ofUnknownUser);
    ofUnknownUser.clear();
    return items;
  }

  private static int weight(Object value) {
    return CELL_WEIGHT + (value instanceof String text ? 2 * text.length() : 0);
  }

  /// As it was told at any time, else as it is remembered.
  private static @Nullable String username(CallerCache memory) {
    if (memory.owner() instanceof AccountIdentity(_, String name)) {
      return name;
    }
    CacheEntry<?> entry = memory.get(new CacheKey.ProfileOf(UserRef.SELF));
    return entry == null ? null : ((Profile) entry.value()).username();
  }

  public static @Nullable CacheEntry<?> without(
      CacheKey<?> topic, CacheEntry<?> entry, Collection<WriteItem> items) {
    CacheEntry<?> left = entry;
    for (WriteItem item : items) {
      left =
          left == null
              ? null
              : switch (item) {
                case WriteItem.Update(var name, var date, _) -> without(topic, left, name, date);
                case WriteItem.Increment(var name, var date, _) -> without(topic, left, name, date);
                case WriteItem.Acquire _, WriteItem.Release _, WriteItem.Create _ ->
                    tellsOwnership(topic) ? null : left;
              };
    }
    return left;
  }

  private static CacheEntry<?> without(
      CacheKey<?> topic, CacheEntry<?> entry, AttributeName name, LocalDate date) {
    return switch (entry.value()) {
      case RecentValues values -> with(entry, values.without(name, date));
      case DailyValues book
          when topic instanceof CacheKey.DaysOf days && days.attribute().equals(name) ->
          with(entry, book.without(date));
      default -> entry;
    };
  }

  private static CacheEntry<?> with(CacheEntry<?> entry, Object value) {
    return new CacheEntry<>(value, entry.fetchedAt(), entry.weight());
  }

  private static boolean tellsOwnership(CacheKey<?> topic) {
    return switch (topic) {
      case CacheKey.Owned _,
          CacheKey.CatalogOf _,
          CacheKey.ListedOf _,
          CacheKey.AboutOf _,
          CacheKey.ServicesOf _,
          CacheKey.RecentOf _,
          CacheKey.TodayOf _,
          CacheKey.WindowOf _,
          CacheKey.Unpaged _,
          CacheKey.Absent _ ->
          true;
      default -> false;
    };
  }

  /// Remembers a value that Exist took, as it was sent or as it was told afterwards, unless another
  /// write came in between `before` and `after` or since: which of the two Exist took last is not
  /// known here.
  void learn(WriteItem item, WriteOutcome outcome, Instant at, Mark before, Mark after) {
    if (!after.follows(before)) {
      return;
    }
    switch (item) {
      case WriteItem.Update(var name, var date, var value) ->
          learn(name, date, value, at, before, after);
      case WriteItem.Increment(var name, var date, _)
          when outcome.told() != null && outcome.told().value() != null ->
          learn(name, date, outcome.told().value(), at, before, after);
      default -> {}
    }
  }

  private void learn(
      AttributeName name, LocalDate date, Object value, Instant at, Mark before, Mark after) {
    var day = new TreeMap<>(Map.of(date, new DailyValues.Cell(value, at)));
    DailyValues book = new DailyValues(Collections.unmodifiableSortedMap(day));
    // somebody else may have written the same in between: that is applied to it
    var asked = new CallerCache.Moment(after.moment().epoch(), before.moment().change());
    memory.put(
        caller,
        after.memory(),
        asked,
        Map.of(
            new CacheKey.DaysOf(UserRef.SELF, name),
            old -> OperationCache.merged(old, new CacheEntry<>(book, at, weight(value)))));
  }
}
