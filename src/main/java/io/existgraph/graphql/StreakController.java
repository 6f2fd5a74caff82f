package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.GoalTarget;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.statistics.StreakStatistics;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The streaks of an attribute: days in a row with at least so much, by default today's goal.
final class StreakController {
  private static final int DEFAULT_DAYS = 365;

  record StreaksNode(@Nullable StreakNode current, @Nullable StreakNode longest) {}

  record StreakNode(LocalDate from, LocalDate to, int days) {
    static @Nullable StreakNode of(StreakStatistics.@Nullable IndexRange span, LocalDate first) {
      return span == null
          ? null
          : new StreakNode(first.plusDays(span.from()), first.plusDays(span.to()), span.days());
    }
  }

  private StreakController() {}

  private static DateRange range(SelectedField field) {
    DateRange range = field.arguments().span();
    boolean isGiven = field.arguments().values().get("last") != null;
    return isGiven ? range : new DateRange(DEFAULT_DAYS, null, null);
  }

  private static @Nullable Double atLeast(SelectedField field) {
    return field.arguments().values().get("atLeast") instanceof Number number
        ? (Double) number.doubleValue()
        : null;
  }

  static void streak(AttributeScope scope, SelectedField field, KeyCollector keys) {
    DailyValueController.collect(scope, field.parsed(StreakController::range), keys);
    if (atLeast(field) == null) {
      GoalController.collect(scope, keys);
    }
  }

  /// The days that are read count.
  static long size(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    return sizes.days(scope.user(), field.parsed(StreakController::range))
        + FieldTables.objectSize(field.children());
  }

  static CompletableFuture<@Nullable StreaksNode> streak(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    SelectedField field = Operation.selected(environment);
    DateRange range = field.parsed(StreakController::range);
    Double atLeast = atLeast(field);
    LoadKey<?>[] keys = DailyValueController.keys(attribute, range);
    if (atLeast == null) {
      keys = Arrays.copyOf(keys, keys.length + 1);
      keys[keys.length - 1] = attribute.scope().goals();
    }
    return FieldLoads.of(environment, keys)
        .thenApply(
            loads -> {
              DailySeries series =
                  DailyValueController.series(attribute, range, loads, environment);
              BigDecimal bound =
                  atLeast == null
                      ? goal(attribute, series.type(), loads)
                      : BigDecimal.valueOf(atLeast);
              return bound == null || series.type() == ValueType.STRING
                  ? null
                  : streak(LoadedSeries.of(series, UnitSystem.METRIC, loads), bound);
            });
  }

  /// Today's goal in the unit for display.
  private static @Nullable BigDecimal goal(
      AttributeNode attribute, ValueType type, FieldLoads loads) {
    GoalTarget target = loads.get(attribute.scope().goals()).goal(attribute.name(), type);
    Unit unit = Unit.of(attribute.name(), type);
    return target == null
        ? null
        : AttributeValues.amount(target.target(), type, unit, UnitSystem.METRIC);
  }

  private static StreaksNode streak(LoadedSeries loaded, BigDecimal atLeast) {
    StreakStatistics streaks =
        StreakStatistics.of(
            loaded.days().stream()
                .map(loaded::amount)
                .map(amount -> amount != null && amount.compareTo(atLeast) >= 0)
                .toList());
    LocalDate first = loaded.series().days().from();
    return new StreaksNode(
        StreakNode.of(streaks.current(), first), StreakNode.of(streaks.longest(), first));
  }
}
