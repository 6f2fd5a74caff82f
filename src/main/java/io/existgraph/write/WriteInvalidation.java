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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cache invalidation around one caller's writes: before a batch is sent and after its answer.
///
/// A written value is removed by day, ownership with everything that depends on it, for all
/// credentials of the same user. What Exist answers is stored for the credential that wrote. A read
/// that was sent before a write is never stored after it, at least not what was written.
final class WriteInvalidation {
  private final CallerCaches caches;
  private final CallerId caller;

  WriteInvalidation(CallerCaches caches, CallerId caller) {
    this.caches = caches;
    this.caller = caller;
  }

  /// Removes what the items overwrite. The version is the first without it.
  CacheVersion invalidate(List<WriteItem> items) {
    return caches.invalidate(caller, WrittenItems.of(items));
  }

  /// Stores a value that Exist applied, as it was sent or as Exist answered, unless another write
  /// came in between `before` and `after` or since: which of the two Exist applied last is unknown.
  void store(
      WriteItem item, WriteOutcome outcome, Instant at, CacheVersion before, CacheVersion after) {
    Object value = valueAfter(item, outcome);
    if (value == null || !after.isNextEpochAfter(before)) {
      return;
    }
    switch (item) {
      case WriteItem.Update(var name, var date, _) -> store(name, date, value, at, before, after);
      case WriteItem.Increment(var name, var date, _) ->
          store(name, date, value, at, before, after);
      default -> {}
    }
  }

  private static @Nullable Object valueAfter(WriteItem item, WriteOutcome outcome) {
    return switch (item) {
      case WriteItem.Update update -> update.value();
      case WriteItem.Increment _ -> outcome.state() == null ? null : outcome.state().value();
      default -> null;
    };
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
