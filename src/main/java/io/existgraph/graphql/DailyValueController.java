package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitSystem;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The fields of a value, and how values are loaded.
final class DailyValueController {
  static final FieldTable<DailyValueScope, DailyValueNode> FIELDS =
      FieldTable.<DailyValueScope, DailyValueNode>of("DailyValue")
          .leaf("id", DailyValueController::id)
          .leaf("date", DailyValueNode::date)
          .leaf("value", DailyValueNode::value)
          .leaf("text", day -> AttributeValues.text(day.value(), day.type()))
          .leaf("timeOfDay", day -> AttributeValues.timeOfDay(day.value(), day.type()))
          .leaf(
              "number",
              (scope, field, keys) -> scope.attributes().collectNumber(field, keys),
              DailyValueController::number)
          .leaf(
              "formatted",
              (scope, field, keys) -> scope.attributes().collectFormatted(field, keys),
              (day, environment) ->
                  UnitSystemResolver.formatted(
                      day.attribute(), day.type(), day.value(), environment))
          .leaf("movingAverage", MovingAverages::collect, MovingAverages::read)
          .leaf(
              "startsAt",
              (scope, _, keys) -> keys.add(scope.attributes().profile()),
              DailyValueController::startsAt);

  private static String id(DailyValueNode day) {
    AttributeNode attribute = day.attribute();
    return attribute.owner().id("DailyValue", attribute.name(), day.date());
  }

  private static @Nullable Object number(DailyValueNode day, DataFetchingEnvironment environment) {
    return UnitSystemResolver.read(
        day.attribute(),
        day.type(),
        UnitSystemResolver.argument(environment, UnitSystem.METRIC),
        environment,
        (type, unit, system) -> AttributeValues.number(day.value(), type, unit, system));
  }

  static DateRange range(SelectedField field) {
    return field.arguments().span();
  }

  static void today(AttributeScope scope, SelectedField field, KeyCollector keys) {
    collect(scope, DateRange.TODAY, field.children(), keys);
  }

  static void values(AttributeScope scope, SelectedField field, KeyCollector keys) {
    collect(scope, field.parsed(DailyValueController::range), field.children(), keys);
  }

  /// The keys of values on these days, with these fields of each.
  static void collect(
      AttributeScope scope, DateRange range, List<SelectedField> fields, KeyCollector keys) {
    collect(scope, range, keys);
    FIELDS.collect(new DailyValueScope(scope, range), fields, keys);
  }

  /// The same without any fields.
  static void collect(AttributeScope scope, DateRange range, KeyCollector keys) {
    keys.add(scope.values(range));
    if (range.endsToday()) {
      keys.add(scope.profile());
    }
    keys.add(scope.types());
  }

  static long valuesSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    long days = sizes.days(scope.user(), field.parsed(DailyValueController::range));
    return ResultSizes.times(days, FieldTables.objectSize(field.children()))
        + MovingAverages.size(field.children());
  }

  private static @Nullable Object startsAt(
      DailyValueNode day, DataFetchingEnvironment environment) {
    ProfileKey key = day.attribute().scope().profile();
    return FieldLoads.of(environment, key).now(loads -> startOf(day.date(), loads.get(key)));
  }

  private static @Nullable OffsetDateTime startOf(LocalDate date, Profile profile) {
    return profile.hasTime() ? profile.startOf(date) : null;
  }

  /// Today's value itself.
  static @Nullable Object value(AttributeNode attribute, DataFetchingEnvironment environment) {
    return load(attribute, DateRange.TODAY, environment)
        .now(loads -> today(attribute, loads, environment).value());
  }

  static CompletableFuture<DailyValueNode> today(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    return load(attribute, DateRange.TODAY, environment)
        .thenApply(loads -> today(attribute, loads, environment));
  }

  private static DailyValueNode today(
      AttributeNode attribute, FieldLoads loads, DataFetchingEnvironment environment) {
    DailySeries series = series(attribute, DateRange.TODAY, loads, environment);
    return series.on(series.days().to(), loads.get(attribute.scope().values(DateRange.TODAY)));
  }

  static CompletableFuture<List<DailyValueNode>> values(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    SelectedField field = Operation.selected(environment);
    DateRange range = field.parsed(DailyValueController::range);
    return load(attribute, range, environment)
        .thenApply(
            loads -> {
              DailySeries series = series(attribute, range, loads, environment);
              return days(series, field.arguments(), loads.get(attribute.scope().values(range)));
            });
  }

  /// One for each day of the series, the latest first unless in ascending order.
  private static List<DailyValueNode> days(
      DailySeries series, FieldArguments arguments, LoadKey.ValueLookup values) {
    int count = series.days().count();
    boolean isAscending = arguments.isAscending();
    boolean skipsEmpty = arguments.isTrue("skipEmpty");
    List<DailyValueNode> days = new ArrayList<>(Math.max(0, count));
    for (int i = 0; i < count; i++) {
      int place = isAscending ? i : count - 1 - i;
      DailyValueNode day = series.on(series.days().from().plusDays(place), values);
      if (!skipsEmpty || day.value() != null) {
        days.add(day);
      }
    }
    return days;
  }

  private static FieldLoads load(
      AttributeNode attribute, DateRange range, DataFetchingEnvironment environment) {
    return FieldLoads.of(environment, keys(attribute, range));
  }

  /// The keys of the values of a range, and of what a series of them needs beside.
  static LoadKey<?>[] keys(AttributeNode attribute, DateRange range) {
    AttributeScope scope = attribute.scope();
    return range.endsToday()
        ? attribute.typeKeys(scope.profile(), scope.values(range))
        : attribute.typeKeys(scope.values(range));
  }

  static DailySeries series(
      AttributeNode attribute,
      DateRange range,
      FieldLoads loads,
      DataFetchingEnvironment environment) {
    LocalDate to =
        range.endsToday()
            ? today(attribute.scope().profile(), loads, environment)
            : Objects.requireNonNull(range.to());
    return DailySeries.of(attribute, attribute.type(loads), range, FieldArguments.days(range, to));
  }

  static LocalDate today(
      ProfileKey profile, FieldLoads loads, DataFetchingEnvironment environment) {
    Instant now = Operation.in(environment.getGraphQlContext()).loads().now();
    return loads.get(profile).dateAt(now);
  }
}
