package io.existgraph.graphql;

import io.existgraph.data.DateRange;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.ValuesKey;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.statistics.RollingMeans;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The days of an attribute that values are reached through. `range` is how they are selected,
/// `days` what that means today.
record DailySeries(
    AttributeNode attribute,
    ValueType type,
    DateRange range,
    DateRange.ResolvedDateRange days,
    Map<Integer, RollingMeans> means) {

  static DailySeries of(
      AttributeNode attribute, ValueType type, DateRange range, DateRange.ResolvedDateRange days) {
    return new DailySeries(attribute, type, range, days, new ConcurrentHashMap<>(1));
  }

  /// One day alone.
  static DailySeries of(AttributeNode attribute, ValueType type, LocalDate day) {
    DateRange range = DateRange.of(day);
    return of(attribute, type, range, range.days(day));
  }

  /// The value of one of the days.
  DailyValueNode on(LocalDate date, LoadKey.ValueLookup values) {
    return new DailyValueNode(this, date, value(date, values));
  }

  private @Nullable Object value(LocalDate date, LoadKey.ValueLookup values) {
    return AttributeValues.normalised(values.value(attribute.name(), date), type);
  }

  /// Numbers of all days from the first one, in the unit for display; null where there is none.
  List<@Nullable BigDecimal> amounts(
      LocalDate from, UnitSystem system, LoadKey.ValueLookup values) {
    Unit unit = Unit.of(attribute.name(), type);
    List<@Nullable BigDecimal> amounts = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(days.to()); day = day.plusDays(1)) {
      amounts.add(AttributeValues.amount(value(day, values), type, unit, system));
    }
    return amounts;
  }

  /// The key of the days that moving averages of so many days are computed of.
  ValuesKey averagedOver(int length) {
    return attribute.scope().values(range.extendedBy(length - 1));
  }

  /// The mean of that many days up to one of the days, of those that have a number; null when none
  /// has. The values are those of [#averagedOver].
  @Nullable Double movingAverage(LocalDate date, int length, LoadKey.ValueLookup values) {
    LocalDate first = firstAveragedOver(length);
    RollingMeans spans = means.computeIfAbsent(length, _ -> spanMeans(first, values));
    int until = (int) (date.toEpochDay() - first.toEpochDay()) + 1;
    return spans.mean(Math.max(0, until - length), until);
  }

  private LocalDate firstAveragedOver(int length) {
    return range.extendedBy(length - 1).days(days.to()).from();
  }

  private RollingMeans spanMeans(LocalDate first, LoadKey.ValueLookup values) {
    List<@Nullable BigDecimal> amounts = amounts(first, UnitSystem.METRIC, values);
    return AttributeValues.isTimeOfDay(type)
        ? RollingMeans.ofTimes(amounts)
        : RollingMeans.of(amounts);
  }
}
