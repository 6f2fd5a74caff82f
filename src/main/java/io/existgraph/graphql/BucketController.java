package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.model.AttributeValues;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of a bucket of days, and how days are divided into buckets.
final class BucketController {
  private static final int MIN_DAYS = 7;

  /// What a bucket has the days of. A week begins on Monday.
  enum BucketPeriod {
    WEEK,
    MONTH,
    WEEKDAY
  }

  static final FieldTable<AttributeScope, BucketNode> FIELDS =
      FieldTable.<AttributeScope, BucketNode>of("Bucket")
          .leaf("from", BucketNode::from)
          .leaf("to", BucketNode::to)
          .leaf("weekday", BucketNode::weekday)
          .leaf("count", bucket -> bucket.statistics().count())
          .leaf("sum", bucket -> bucket.statistics().sum())
          .leaf("mean", bucket -> bucket.statistics().mean())
          .leaf("min", bucket -> bucket.statistics().min())
          .leaf("max", bucket -> bucket.statistics().max())
          .leaf("formatted", AttributeScope::collectNumber, BucketController::formatted);

  private BucketController() {}

  /// The mean, by default in the units of the other numbers.
  private static @Nullable Object formatted(
      BucketNode bucket, DataFetchingEnvironment environment) {
    LoadedSeries loaded = bucket.loaded();
    return UnitSystemResolver.read(
        loaded.series().attribute(),
        loaded.series().type(),
        UnitSystemResolver.argument(environment, loaded.system()),
        environment,
        (type, unit, system) -> {
          Double mean = loaded.in(system).statistics(bucket.days()).mean();
          return mean == null ? null : AttributeValues.formattedAmount(mean, type, unit, system);
        });
  }

  static void buckets(AttributeScope scope, SelectedField field, KeyCollector keys) {
    DailyValueController.collect(scope, field.parsed(DailyValueController::range), keys);
    scope.collectNumber(field, keys);
    FIELDS.collect(scope, field.children(), keys);
  }

  /// The days that are read count beside the buckets.
  static long size(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    long days = sizes.days(scope.user(), field.parsed(DailyValueController::range));
    return days
        + ResultSizes.times(days / MIN_DAYS + 2, FIELDS.objectSize(scope, field.children(), sizes));
  }

  static CompletableFuture<@Nullable List<BucketNode>> buckets(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    SelectedField field = Operation.selected(environment);
    DateRange range = field.parsed(DailyValueController::range);
    BucketPeriod by = BucketPeriod.valueOf(String.valueOf(field.arguments().values().get("by")));
    return LoadedSeries.compute(attribute, range, environment, loaded -> buckets(loaded, by));
  }

  private static List<BucketNode> buckets(LoadedSeries loaded, BucketPeriod by) {
    return switch (by) {
      case WEEK ->
          buckets(loaded, day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case MONTH -> buckets(loaded, day -> day.withDayOfMonth(1));
      case WEEKDAY -> weekdays(loaded);
    };
  }

  /// Of consecutive days; they are in order already.
  private static List<BucketNode> buckets(
      LoadedSeries loaded, Function<LocalDate, LocalDate> start) {
    return loaded.days().stream()
        .collect(
            Collectors.groupingBy(
                day -> start.apply(day.date()), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(days -> BucketNode.of(loaded, days, null))
        .toList();
  }

  private static List<BucketNode> weekdays(LoadedSeries loaded) {
    return Arrays.stream(DayOfWeek.values())
        .map(
            weekday ->
                BucketNode.of(
                    loaded,
                    loaded.days().stream()
                        .filter(day -> day.date().getDayOfWeek() == weekday)
                        .toList(),
                    weekday))
        .toList();
  }
}
