package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.ListQuery.ListQueryTemplate;
import io.existgraph.exist.LoadKey.AveragesKey;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.WeeklyAverage;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.time.DayOfWeek;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The fields of a row of averages, and how such rows are loaded.
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
final class AverageController {
  static final FieldTable<AttributeScope, AverageNode> FIELDS =
      weekdays(FieldTable.<AttributeScope, AverageNode>of("Average"))
          .leaf("id", AverageController::id)
          .leaf("attributeName", average -> average.row().attribute().value())
          .leaf("date", average -> average.row().date())
          .leaf("overall", average -> average.row().overall())
          .leaf("formatted", AverageController::formatted, AverageController::formatted)
          .counted("attribute", AverageController::attribute, AverageController::attributeSize)
          .fetch("attribute", AttributeNode.class, AverageController::attribute);

  private AverageController() {}

  private static FieldTable<AttributeScope, AverageNode> weekdays(
      FieldTable<AttributeScope, AverageNode> fields) {
    for (DayOfWeek day : DayOfWeek.values()) {
      fields.leaf(
          day.name().toLowerCase(Locale.ROOT),
          AverageController::weekday,
          (average, environment) -> weekday(average, day, environment));
    }
    return fields;
  }

  /// As stored, a metric number needs no type.
  private static void weekday(AttributeScope scope, SelectedField field, KeyCollector keys) {
    if (scope.collectUnits(UnitSystem.METRIC, field, keys)) {
      keys.add(scope.types());
    }
  }

  private static @Nullable Object weekday(
      AverageNode average, DayOfWeek day, DataFetchingEnvironment environment) {
    Double value = average.row().weekdays().get(day);
    UnitSystem given = UnitSystemResolver.argument(environment, UnitSystem.METRIC);
    return value == null || given == UnitSystem.METRIC
        ? value
        : UnitSystemResolver.read(
            average.of(),
            given,
            environment,
            (_, unit, system) -> AttributeValues.converted(value, unit, system));
  }

  private static String id(AverageNode average) {
    return average.of().owner().id("Average", average.of().name(), average.row().date());
  }

  private static void formatted(AttributeScope scope, SelectedField field, KeyCollector keys) {
    scope.collectFormatted(field, keys);
    keys.add(scope.types());
  }

  private static @Nullable Object formatted(
      AverageNode average, DataFetchingEnvironment environment) {
    Object weekday = environment.getArgument("weekday");
    Double value =
        weekday == null
            ? average.row().overall()
            : average.row().weekdays().get(DayOfWeek.valueOf(weekday.toString()));
    return UnitSystemResolver.formatted(average.of(), value, environment);
  }

  private static void attribute(AttributeScope scope, SelectedField field, KeyCollector keys) {
    keys.add(scope.attributes());
    AttributeController.collect(scope, field.children(), keys);
  }

  private static long attributeSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    return AttributeController.FIELDS.objectSize(scope, field.children(), sizes);
  }

  static void latest(AttributeScope scope, SelectedField field, KeyCollector keys) {
    keys.add(new AveragesKey(scope.user()));
    FIELDS.collect(scope, field.children(), keys);
  }

  static long latestSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    return FIELDS.objectSize(scope, field.children(), sizes);
  }

  static ListQueryTemplate template(SelectedField field) {
    return field
        .arguments()
        .list()
        .rowsOfEach(ListQueryTemplate.ListKind.AVERAGES, field.selects("totalCount"));
  }

  static void page(AttributeScope scope, SelectedField field, KeyCollector keys) {
    keys.add(scope.lists(field.parsed(AverageController::template)));
    FieldTables.rowsOf(field).forEach(row -> FIELDS.collect(scope, row.children(), keys));
  }

  static long pageSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    return FieldTables.pageSize(FIELDS, scope, field, sizes);
  }

  static CompletableFuture<@Nullable AverageNode> average(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    AveragesKey key = new AveragesKey(attribute.owner().user());
    return FieldLoads.of(environment, key)
        .thenApply(
            loads -> {
              WeeklyAverage average = loads.get(key).get(attribute.name());
              return average == null ? null : new AverageNode(attribute, average);
            });
  }

  private static CompletableFuture<@Nullable AttributeNode> attribute(
      AverageNode average, DataFetchingEnvironment environment) {
    AttributeNode attribute = average.of();
    var key = attribute.scope().attributes();
    return FieldLoads.of(environment, key)
        .thenApply(
            loads ->
                attribute.given() == null && loads.get(key).lacks(attribute.name())
                    ? null
                    : attribute);
  }

  static CompletableFuture<RelayConnection<AverageNode>> averages(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    return RelayConnection.<WeeklyAverage, AverageNode>ofAttribute(
        attribute,
        AverageController::template,
        environment,
        row -> new AverageNode(attribute, row));
  }
}
