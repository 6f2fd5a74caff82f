package io.existgraph.write;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CacheVersion;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.UserRef;
import io.existgraph.model.AttributeName;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Cache invalidation around one caller's writes: before a batch is sent and after its answer.
///
/// A written value is removed by day, ownership with everything that depends on it, for all
/// credentials of the same user. What Exist answers is stored for the credential that wrote. A read
/// that was sent before a write is never stored after it, at least not what was written.
final class WriteInvalidation {
  private static final Duration UNSETTLED_DURATION = Duration.ofMinutes(1);

  private final CallerCaches caches;
  private final CallerId caller;

  WriteInvalidation(CallerCaches caches, CallerId caller) {
    this.caches = caches;
    this.caller = caller;
  }

  /// What the items overwrite in the caller's own cache.
  OverwrittenEntries overwritten(List<WriteItem> items) {
    return OverwrittenEntries.of(caches.of(caller), items);
  }

  /// Removes what the items overwrite, before they are sent and again when that `isDone`. The
  /// version is the first without it.
  Mono<CacheVersion> invalidate(List<WriteItem> items, boolean isDone) {
    return caches.invalidate(caller, WrittenItems.of(items), isDone);
  }

  /// Removes what the items overwrite whose outcome is unknown. What is read of it within a minute
  /// is not stored either: Exist may yet apply them.
  Mono<CacheVersion> invalidateUnsettled(List<WriteItem> items, Instant now) {
    WrittenItems unsettled = WrittenItems.unsettled(items, now.plus(UNSETTLED_DURATION));
    return caches.invalidate(caller, unsettled, /* isDone= */ true);
  }

  /// Stores a value that Exist applied, as Exist stored it, unless another write came in between
  /// `before` and `after` or since: which of the two Exist applied last is unknown.
  void store(
      WriteItem item, WriteOutcome outcome, Instant at, CacheVersion before, CacheVersion after) {
    Object value = outcome.valueAfter(item);
    if (value == null || !after.isNextEpochAfter(before)) {
      return;
    }
    switch (item) {
      case WriteItem.ValueUpdate(var name, var date, _) ->
          store(name, date, value, at, before, after);
      case WriteItem.ValueIncrement(var name, var date, _) ->
          store(name, date, value, at, before, after);
      default -> {}
    }
  }

  /// Stores again what was removed of the caller's own cache for items that Exist did not apply,
  /// unless another write came in between. `applied` are the items that it did or may have applied.
  void restore(
      OverwrittenEntries overwritten,
      List<WriteItem> applied,
      CacheVersion before,
      CacheVersion after) {
    if (before.isNextEpochAfter(overwritten.version()) && after.isNextEpochAfter(before)) {
      caches.put(
          caller, after.withForeignWritesOf(overwritten.version()), overwritten.after(applied));
    }
  }

  private void store(
      AttributeName name,
      LocalDate date,
      Object value,
      Instant at,
      CacheVersion before,
      CacheVersion after) {
    DailyValues day = DailyValues.of(date, date, Map.of(date, value), at);
    // another credential may have written the same in between: that is applied to it
    caches.put(
        caller,
        after.withForeignWritesOf(before),
        Map.of(new CacheKey.DaysOf(UserRef.SELF, name), new CacheEntry<>(day, at, day.weight())));
  }
}
