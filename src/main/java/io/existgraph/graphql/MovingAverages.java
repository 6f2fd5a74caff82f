package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.LoadKey.ValuesKey;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The field `movingAverage` of a day: the days that it spans are loaded together with those of the
/// other days of the series.
final class MovingAverages {
  private MovingAverages() {}

  static void collect(DailyValueScope scope, SelectedField field, KeyCollector keys) {
    int before = field.arguments().averagedDays() - 1;
    keys.add(scope.attributes().values(scope.range().extendedBy(before)));
  }

  /// How many more days these fields of a series are computed of.
  static long size(List<SelectedField> fields) {
    return ResultSizes.sum(
        fields,
        field ->
            field.name().equals("movingAverage") && field.isValid()
                ? field.arguments().averagedDays() - 1
                : 0);
  }

  static @Nullable Object read(DailyValueNode day, DataFetchingEnvironment environment) {
    if (day.type() == ValueType.STRING) {
      return null;
    }
    int length = new FieldArguments(environment.getArguments()).averagedDays();
    ValuesKey key = day.series().averagedOver(length);
    return FieldLoads.of(environment, key)
        .now(loads -> day.series().movingAverage(day.date(), length, loads.get(key)));
  }
}
