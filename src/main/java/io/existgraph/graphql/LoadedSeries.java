package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.statistics.Statistics;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A series with its values, oldest first, and the system of units of its numbers.
record LoadedSeries(DailySeries series, List<DailyValueNode> days, UnitSystem system) {

  /// Loads a series and computes something of it; null of texts, which have no numbers.
  static <T> CompletableFuture<@Nullable T> compute(
      AttributeNode attribute,
      DateRange range,
      DataFetchingEnvironment environment,
      Function<LoadedSeries, T> computation) {
    UnitSystem given = UnitSystemResolver.argument(environment, UnitSystem.METRIC);
    LoadKey<?>[] keys =
        UnitSystemResolver.keys(attribute, given, DailyValueController.keys(attribute, range));
    return FieldLoads.of(environment, keys)
        .thenApply(
            loads -> {
              DailySeries series =
                  DailyValueController.series(attribute, range, loads, environment);
              return series.type() == ValueType.STRING
                  ? null
                  : computation.apply(
                      of(
                          series,
                          UnitSystemResolver.system(attribute, unit(series), given, loads),
                          loads));
            });
  }

  static LoadedSeries of(DailySeries series, UnitSystem system, FieldLoads loads) {
    LoadKey.ValueLookup values = loads.get(series.attribute().scope().values(series.range()));
    List<DailyValueNode> days = new ArrayList<>();
    for (LocalDate day = series.days().from();
        !day.isAfter(series.days().to());
        day = day.plusDays(1)) {
      days.add(series.on(day, values));
    }
    return new LoadedSeries(series, days, system);
  }

  private static @Nullable Unit unit(DailySeries series) {
    return Unit.of(series.attribute().name(), series.type());
  }

  @Nullable Unit unit() {
    return unit(series);
  }

  /// The number of a day; null where there is none.
  @Nullable BigDecimal amount(DailyValueNode day) {
    return AttributeValues.amount(day.value(), series.type(), unit(), system);
  }

  /// The statistics of some of the days.
  Statistics statistics(List<DailyValueNode> some) {
    List<BigDecimal> amounts = new ArrayList<>();
    for (DailyValueNode day : some) {
      BigDecimal amount = amount(day);
      if (amount != null) {
        amounts.add(amount);
      }
    }
    return AttributeValues.isTimeOfDay(series.type())
        ? Statistics.ofTimes(amounts)
        : Statistics.of(amounts);
  }

  /// The same in another system.
  LoadedSeries in(UnitSystem other) {
    return new LoadedSeries(series, days, other);
  }
}
