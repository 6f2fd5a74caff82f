package io.existgraph.graphql;

import static io.existgraph.operation.planning.ResultSizes.sum;

import graphql.schema.DataFetcher;
import graphql.schema.idl.RuntimeWiring;
import io.existgraph.graphql.execution.DirectFetchers;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.stereotype.Component;

/// The tables of all types. Registers the fetchers of their leaves.
@Component
class FieldTables implements RuntimeWiringConfigurer {
  /// So many fields of an object count as one value.
  private static final int FIELDS_PER_VALUE = 8;

  /// Within a class of its own, as tables refer to each other.
  private static final class TableHolder {
    static final Map<String, FieldTable<?, ?>> TABLES =
        Stream.of(
                QueryController.FIELDS,
                UserController.FIELDS,
                UnitPreferencesController.FIELDS,
                AttributeGroupController.FIELDS,
                AttributeController.FIELDS,
                DailyValueController.FIELDS,
                UserDayController.FIELDS,
                UserDayController.ATTRIBUTE_FIELDS,
                SummaryController.FIELDS,
                BucketController.FIELDS,
                AverageController.FIELDS,
                GoalController.FIELDS,
                CorrelationController.FIELDS,
                InsightController.FIELDS,
                InsightController.TYPE_FIELDS,
                MutationPayloads.OWNERSHIP_FIELDS,
                MutationPayloads.UPDATE_FIELDS)
            .collect(Collectors.toMap(FieldTable::type, Function.identity()));
  }

  static Map<String, FieldTable<?, ?>> all() {
    return TableHolder.TABLES;
  }

  @Override
  public void configure(RuntimeWiring.Builder wiring) {
    all()
        .forEach(
            (type, table) ->
                table
                    .fetchers()
                    .forEach(
                        (field, fetcher) ->
                            wiring.type(type, fields -> fields.dataFetcher(field, fetcher))));
  }

  /// The data fetchers of all tables, which read no thread locals.
  static DirectFetchers directFetchers() {
    Map<String, Map<String, DataFetcher<?>>> fetchers = new HashMap<>();
    all().forEach((type, table) -> fetchers.put(type, Map.copyOf(table.directFetchers())));
    return new DirectFetchers(fetchers);
  }

  /// Values that an object with these fields counts as, without those that count by themselves.
  static long objectSize(List<SelectedField> fields) {
    return 1 + Math.max(0, fieldCount(fields) - 1) / FIELDS_PER_VALUE;
  }

  private static long fieldCount(List<SelectedField> fields) {
    return sum(fields, field -> 1 + (isCountedByItself(field) ? 0 : fieldCount(field.children())));
  }

  private static boolean isCountedByItself(SelectedField field) {
    for (String type : field.types()) {
      FieldTable<?, ?> table = all().get(type);
      if (table != null && table.isCountedByItself(field.name())) {
        return true;
      }
    }
    return false;
  }

  /// The size of a page of rows, which may be full.
  static <S> long pageSize(
      FieldTable<S, ?> rows, S scope, SelectedField connection, ResultSizes sizes) {
    long nodes =
        sum(connection.below("nodes"), node -> rows.objectSize(scope, node.children(), sizes));
    long edges = sum(connection.below("edges"), edge -> edgeSize(rows, scope, edge, sizes));
    return ResultSizes.times(connection.arguments().list().first(), nodes + edges);
  }

  private static <S> long edgeSize(
      FieldTable<S, ?> rows, S scope, SelectedField edge, ResultSizes sizes) {
    return objectSize(edge.children())
        + sum(edge.below("node"), node -> rows.size(scope, node.children(), sizes));
  }

  /// The row objects that are selected of a connection.
  static Stream<SelectedField> rowsOf(SelectedField connection) {
    return Stream.concat(
        connection.below("nodes").stream(), connection.below("edges", "node").stream());
  }
}
