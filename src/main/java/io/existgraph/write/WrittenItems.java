package io.existgraph.write;

import io.existgraph.cache.CacheChange;
import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.WriteScope;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.RecentValues;
import io.existgraph.model.AttributeName;
import io.existgraph.model.WriteItem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The cached data that a batch of writes overwrites: days of attributes, and who owns which
/// attribute. As a change of the cache it removes exactly that. Holds no written values, since it
/// is applied to the caches of other credentials too.
record WrittenItems(
    Map<AttributeName, Set<LocalDate>> days, boolean isOwnership, Instant unsettledUntil)
    implements CacheChange {

  static WrittenItems of(Collection<? extends WriteItem> items) {
    return unsettled(items, Instant.MIN);
  }

  /// Items that Exist may apply until then, or not at all.
  static WrittenItems unsettled(Collection<? extends WriteItem> items, Instant until) {
    Map<AttributeName, Set<LocalDate>> days = new HashMap<>();
    boolean isOwnership = false;
    for (WriteItem item : items) {
      switch (item) {
        case WriteItem.ValueUpdate(var name, var date, _) -> add(days, name, date);
        case WriteItem.ValueIncrement(var name, var date, _) -> add(days, name, date);
        case WriteItem.AttributeAcquisition _,
            WriteItem.AttributeRelease _,
            WriteItem.AttributeCreation _ ->
            isOwnership = true;
      }
    }
    return new WrittenItems(days, isOwnership, until);
  }

  private static void add(
      Map<AttributeName, Set<LocalDate>> days, AttributeName name, LocalDate date) {
    days.computeIfAbsent(name, _ -> new HashSet<>()).add(date);
  }

  @Override
  public @Nullable CacheEntry<?> apply(CacheKey<?> key, CacheEntry<?> entry) {
    if (isOwnership && key.dependsOnOwnership()) {
      return null;
    }
    return switch (entry.value()) {
      case RecentValues values when !days.isEmpty() -> with(entry, values.without(days));
      case DailyValues values
          when key instanceof CacheKey.DaysOf(_, var attribute) && days.containsKey(attribute) ->
          with(entry, values.without(days.getOrDefault(attribute, Set.of())));
      default -> entry;
    };
  }

  private static <T> CacheEntry<T> with(CacheEntry<?> entry, T value) {
    return new CacheEntry<>(value, entry.fetchedAt(), entry.weight());
  }

  @Override
  public WriteScope scope() {
    return new WriteScope(days.keySet(), isOwnership);
  }
}
