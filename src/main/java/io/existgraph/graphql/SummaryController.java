package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The fields of a summary of days, and how it is computed.
final class SummaryController {
  static final FieldTable<DailyValueScope, SummaryNode> FIELDS =
      FieldTable.<DailyValueScope, SummaryNode>of("Summary")
          .leaf("count", summary -> summary.statistics().count())
          .leaf("sum", summary -> summary.statistics().sum())
          .leaf("mean", summary -> summary.statistics().mean())
          .leaf("median", summary -> summary.statistics().median())
          .leaf("standardDeviation", summary -> summary.statistics().standardDeviation())
          .within("min", SummaryController::day, SummaryController::daySize)
          .within("max", SummaryController::day, SummaryController::daySize)
          .fetch("min", DailyValueNode.class, (summary, _) -> summary.min())
          .fetch("max", DailyValueNode.class, (summary, _) -> summary.max());

  private SummaryController() {}

  private static void day(DailyValueScope scope, SelectedField field, KeyCollector keys) {
    DailyValueController.FIELDS.collect(scope, field.children(), keys);
  }

  private static long daySize(DailyValueScope scope, SelectedField field, ResultSizes sizes) {
    return MovingAverages.size(field.children());
  }

  static void summary(AttributeScope scope, SelectedField field, KeyCollector keys) {
    DateRange range = field.parsed(DailyValueController::range);
    DailyValueController.collect(scope, range, keys);
    scope.collectNumber(field, keys);
    FIELDS.collect(new DailyValueScope(scope, range), field.children(), keys);
  }

  /// The days that are read count, whatever little is answered of them.
  static long size(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    DateRange range = field.parsed(DailyValueController::range);
    return sizes.days(scope.user(), range)
        + FIELDS.objectSize(new DailyValueScope(scope, range), field.children(), sizes);
  }

  static CompletableFuture<@Nullable SummaryNode> summary(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    DateRange range = Operation.selected(environment).parsed(DailyValueController::range);
    return LoadedSeries.compute(attribute, range, environment, SummaryController::summary);
  }

  /// Of several days with the same number the latest is the least or greatest.
  private static SummaryNode summary(LoadedSeries loaded) {
    DailyValueNode min = null;
    DailyValueNode max = null;
    BigDecimal least = null;
    BigDecimal greatest = null;
    for (DailyValueNode day : loaded.days()) {
      BigDecimal amount = loaded.amount(day);
      if (amount != null && (least == null || amount.compareTo(least) <= 0)) {
        least = amount;
        min = day;
      }
      if (amount != null && (greatest == null || amount.compareTo(greatest) >= 0)) {
        greatest = amount;
        max = day;
      }
    }
    return new SummaryNode(loaded.statistics(loaded.days()), min, max);
  }
}
