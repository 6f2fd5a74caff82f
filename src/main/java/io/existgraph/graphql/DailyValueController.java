package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.exist.LoadKey.ValuesKey;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The fields of a value, and how values are loaded.
final class DailyValueController {
  static final FieldTable<AttributeScope, DailyValueNode> FIELDS =
      FieldTable.<AttributeScope, DailyValueNode>of("DailyValue")
          .leaf("id", DailyValueController::id)
          .leaf("date", DailyValueNode::date)
          .leaf("value", DailyValueNode::value)
          .leaf("text", day -> AttributeValues.text(day.value(), day.type()))
          .leaf("timeOfDay", day -> AttributeValues.timeOfDay(day.value(), day.type()))
          .leaf("number", (_, _, _) -> {}, DailyValueController::number)
          .leaf(
              "formatted",
              AttributeScope::collectFormatted,
              (day, environment) ->
                  Units.formatted(day.attribute(), day.type(), day.value(), environment));

  private static String id(DailyValueNode day) {
    AttributeNode attribute = day.attribute();
    return attribute.owner().id("DailyValue", attribute.name(), day.date());
  }

  private static @Nullable Object number(DailyValueNode day, DataFetchingEnvironment environment) {
    Unit unit = Unit.of(day.attribute().name(), day.type());
    UnitSystem system = Units.argument(environment, UnitSystem.METRIC);
    return AttributeValues.number(day.value(), day.type(), unit, system);
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
    keys.add(scope.values(range));
    if (range.endsToday()) {
      keys.add(scope.profile());
    }
    keys.add(scope.types());
    FIELDS.collect(scope, fields, keys);
  }

  static long valuesSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    long days = sizes.days(scope.user(), field.parsed(DailyValueController::range));
    return ResultSizes.times(days, FieldTables.objectSize(field.children()));
  }

  /// Today's value itself.
  static @Nullable Object value(AttributeNode attribute, DataFetchingEnvironment environment) {
    return load(attribute, DateRange.TODAY, environment)
        .now(loads -> days(attribute, DateRange.TODAY, loads, environment).getFirst().value());
  }

  static CompletableFuture<DailyValueNode> today(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    return values(attribute, DateRange.TODAY, environment).thenApply(List::getFirst);
  }

  static CompletableFuture<List<DailyValueNode>> values(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    DateRange range = Operation.selected(environment).parsed(DailyValueController::range);
    return values(attribute, range, environment);
  }

  private static CompletableFuture<List<DailyValueNode>> values(
      AttributeNode attribute, DateRange range, DataFetchingEnvironment environment) {
    return load(attribute, range, environment)
        .thenApply(loads -> days(attribute, range, loads, environment));
  }

  private static Loads load(
      AttributeNode attribute, DateRange range, DataFetchingEnvironment environment) {
    AttributeScope scope = attribute.scope();
    LoadKey<?>[] keys =
        range.endsToday()
            ? attribute.typeKeys(scope.profile(), scope.values(range))
            : attribute.typeKeys(scope.values(range));
    return Loads.of(environment, keys);
  }

  /// One for each day of the range, the latest first.
  private static List<DailyValueNode> days(
      AttributeNode attribute, DateRange range, Loads loads, DataFetchingEnvironment environment) {
    LocalDate to =
        range.endsToday()
            ? today(attribute.scope().profile(), loads, environment)
            : Objects.requireNonNull(range.to());
    DateRange.Days days = FieldArguments.days(range, to);
    ValueType type = attribute.type(loads);
    ValuesKey key = attribute.scope().values(range);
    LoadKey.Values values = loads.get(key);
    return LongStream.range(0, days.count())
        .mapToObj(back -> day(attribute, type, days.to().minusDays(back), values))
        .toList();
  }

  private static LocalDate today(
      ProfileKey profile, Loads loads, DataFetchingEnvironment environment) {
    Instant now = Operation.in(environment.getGraphQlContext()).loads().now();
    return loads.get(profile).dateAt(now);
  }

  static DailyValueNode day(
      AttributeNode attribute, ValueType type, LocalDate date, LoadKey.Values values) {
    Object value = AttributeValues.normalised(values.value(attribute.name(), date), type);
    return new DailyValueNode(attribute, type, date, value);
  }
}
