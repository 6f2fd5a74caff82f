package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.exist.AttributeSelector;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The days of a user, with the values that several attributes have on each.
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
final class UserDayController {
  /// The user and the range that days are selected of.
  record DayRangeScope(UserScope user, DateRange range) {
    AttributeScope attributes(SelectedField values) {
      return user.with(values.parsed(SelectedAttributes::selector));
    }
  }

  static final FieldTable<DayRangeScope, UserDayNode> FIELDS =
      FieldTable.<DayRangeScope, UserDayNode>of("UserDay")
          .leaf("date", UserDayNode::date)
          .counted("values", UserDayController::values, UserDayController::valuesSize)
          .fetchList("values", AttributeDayNode.class, UserDayController::values);

  static final FieldTable<AttributeScope, AttributeDayNode> ATTRIBUTE_FIELDS =
      FieldTable.<AttributeScope, AttributeDayNode>of("AttributeDay")
          .leaf("date", AttributeDayNode::date)
          .leaf("value", (_, _, _) -> {}, reading(UnitSystem.METRIC, (value, _, _, _) -> value))
          .leaf(
              "text",
              (_, _, _) -> {},
              reading(UnitSystem.METRIC, (value, type, _, _) -> AttributeValues.text(value, type)))
          .leaf(
              "timeOfDay",
              (_, _, _) -> {},
              reading(
                  UnitSystem.METRIC, (value, type, _, _) -> AttributeValues.timeOfDay(value, type)))
          .leaf(
              "number",
              AttributeScope::collectNumber,
              reading(UnitSystem.METRIC, AttributeValues::number))
          .leaf(
              "formatted",
              AttributeScope::collectFormatted,
              reading(null, AttributeValues::formatted))
          .counted(
              "attribute",
              (scope, field, keys) -> AttributeController.collect(scope, field.children(), keys),
              (scope, field, sizes) ->
                  AttributeController.FIELDS.objectSize(scope, field.children(), sizes))
          .fetch("attribute", AttributeNode.class, (day, _) -> day.attribute());

  private UserDayController() {}

  /// Reads a value of the day, in some system of units.
  @FunctionalInterface
  private interface DayValueReader {
    @Nullable Object read(
        @Nullable Object value, ValueType type, @Nullable Unit unit, UnitSystem system);
  }

  /// `otherwise` is the system where the argument `units` is not given.
  private static BiFunction<AttributeDayNode, DataFetchingEnvironment, @Nullable Object> reading(
      @Nullable UnitSystem otherwise, DayValueReader reader) {
    return (day, environment) -> {
      AttributeNode attribute = day.attribute();
      UnitSystem given = UnitSystemResolver.argument(environment, otherwise);
      ValuesKey key = attribute.scope().values(day.range());
      return FieldLoads.of(
              environment, UnitSystemResolver.keys(attribute, given, attribute.typeKeys(key)))
          .now(
              loads -> {
                ValueType type = attribute.type(loads);
                Object raw = loads.get(key).value(attribute.name(), day.date());
                Unit unit = Unit.of(attribute.name(), type);
                UnitSystem system = UnitSystemResolver.system(attribute, unit, given, loads);
                return reader.read(AttributeValues.normalised(raw, type), type, unit, system);
              });
    };
  }

  static void days(UserScope scope, SelectedField field, KeyCollector keys) {
    DateRange range = field.parsed(DailyValueController::range);
    if (range.endsToday()) {
      keys.add(new ProfileKey(scope.user()));
    }
    FIELDS.collect(new DayRangeScope(scope, range), field.children(), keys);
  }

  static long size(UserScope scope, SelectedField field, ResultSizes sizes) {
    DateRange range = field.parsed(DailyValueController::range);
    return ResultSizes.times(
        sizes.days(scope.user(), range),
        FIELDS.objectSize(new DayRangeScope(scope, range), field.children(), sizes));
  }

  private static void values(DayRangeScope scope, SelectedField field, KeyCollector keys) {
    if (field.arguments().matchNothing()) {
      return;
    }
    AttributeScope attributes = scope.attributes(field);
    keys.add(SelectedAttributes.keyOf(attributes.user(), attributes.names()));
    keys.add(attributes.values(scope.range()));
    keys.add(attributes.types());
    ATTRIBUTE_FIELDS.collect(attributes, field.children(), keys);
  }

  private static long valuesSize(DayRangeScope scope, SelectedField field, ResultSizes sizes) {
    AttributeScope attributes = scope.attributes(field);
    return ResultSizes.times(
        sizes.count(attributes.user(), attributes.names()),
        ATTRIBUTE_FIELDS.objectSize(attributes, field.children(), sizes));
  }

  /// The latest first.
  static CompletableFuture<List<UserDayNode>> days(
      UserNode user, DataFetchingEnvironment environment) {
    DateRange range = Operation.selected(environment).parsed(DailyValueController::range);
    if (!range.endsToday()) {
      LocalDate to = Objects.requireNonNull(range.to());
      return CompletableFuture.completedFuture(days(user, range, to));
    }
    ProfileKey profile = new ProfileKey(user.user());
    return FieldLoads.of(environment, profile)
        .thenApply(
            loads -> days(user, range, DailyValueController.today(profile, loads, environment)));
  }

  private static List<UserDayNode> days(UserNode user, DateRange range, LocalDate to) {
    DateRange.ResolvedDateRange days = FieldArguments.days(range, to);
    return LongStream.range(0, days.count())
        .mapToObj(back -> new UserDayNode(user, days.to().minusDays(back), range))
        .toList();
  }

  /// Of all attributes in display order; none of a private user.
  private static CompletableFuture<List<AttributeDayNode>> values(
      UserDayNode day, DataFetchingEnvironment environment) {
    SelectedField field = Operation.selected(environment);
    if (field.arguments().matchNothing()) {
      return CompletableFuture.completedFuture(List.of());
    }
    AttributeSelector names = field.parsed(SelectedAttributes::selector);
    return FieldLoads.of(environment, SelectedAttributes.keyOf(day.user().user(), names))
        .thenApply(loads -> values(day, SelectedAttributes.selected(day.user(), names, loads)));
  }

  private static List<AttributeDayNode> values(
      UserDayNode day, @Nullable List<AttributeNode> attributes) {
    return attributes == null
        ? List.of()
        : attributes.stream()
            .map(attribute -> new AttributeDayNode(attribute, day.date(), day.range()))
            .toList();
  }
}
