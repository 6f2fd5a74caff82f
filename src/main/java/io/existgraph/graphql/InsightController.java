package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.ListQuery.ListQueryTemplate;
import io.existgraph.model.Insight;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ListArguments;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of an insight, and how insights are loaded.
final class InsightController {
  /// The fields of an attribute that an insight contains.
  private static final Set<String> MENTIONED = Set.of("id", "name", "label", "priority");

  static final FieldTable<AttributeScope, InsightNode> FIELDS =
      FieldTable.<AttributeScope, InsightNode>of("Insight")
          .leaf("id", InsightNode::id)
          .leaf("created", row(Insight::created))
          .leaf("targetDate", row(Insight::targetDate))
          .leaf("html", row(Insight::html))
          .leaf("text", row(Insight::text))
          .leaf("value", row(Insight::value))
          .leaf("value2", row(Insight::value2))
          .leaf("comment", row(Insight::comment))
          .within(
              "type",
              (scope, field, keys) ->
                  InsightController.TYPE_FIELDS.collect(scope, field.children(), keys),
              (scope, field, sizes) ->
                  InsightController.TYPE_FIELDS.size(scope, field.children(), sizes))
          .fetch(
              "type",
              InsightNode.InsightTypeNode.class,
              (insight, _) -> new InsightNode.InsightTypeNode(insight));

  static final FieldTable<AttributeScope, InsightNode.InsightTypeNode> TYPE_FIELDS =
      FieldTable.<AttributeScope, InsightNode.InsightTypeNode>of("InsightType")
          .leaf("id", InsightNode.InsightTypeNode::id)
          .leaf("name", InsightNode.InsightTypeNode::name)
          .leaf("period", InsightNode.InsightTypeNode::period)
          .leaf("priority", type -> ListArguments.priority(type.priority()))
          .counted(
              "attribute",
              InsightController::attribute,
              (scope, field, sizes) ->
                  AttributeController.FIELDS.objectSize(scope, field.children(), sizes))
          .fetch("attribute", AttributeNode.class, (type, _) -> type.attribute());

  private InsightController() {}

  private static Function<InsightNode, @Nullable Object> row(
      Function<Insight, ? extends @Nullable Object> read) {
    return node -> read.apply(node.row());
  }

  /// Only what is more than the insight contains is loaded.
  private static void attribute(AttributeScope scope, SelectedField field, KeyCollector keys) {
    List<SelectedField> further =
        field.children().stream().filter(InsightController::isFurther).toList();
    if (!further.isEmpty()) {
      AttributeController.collect(scope, further, keys);
    }
  }

  private static boolean isFurther(SelectedField field) {
    return !MENTIONED.contains(field.name())
        && !field.name().equals("__typename")
        && !(field.name().equals("group") && !field.selects("attributes"));
  }

  static ListQueryTemplate template(SelectedField field) {
    return field
        .arguments()
        .list()
        .rowsOfEach(ListQueryTemplate.ListKind.INSIGHTS, field.selects("totalCount"));
  }

  static void page(AttributeScope scope, SelectedField field, KeyCollector keys) {
    keys.add(scope.lists(field.parsed(InsightController::template)));
    rows(scope, field, keys);
  }

  static void rows(AttributeScope scope, SelectedField connection, KeyCollector keys) {
    FieldTables.rowsOf(connection).forEach(row -> FIELDS.collect(scope, row.children(), keys));
  }

  static long pageSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    return FieldTables.pageSize(FIELDS, scope, field, sizes);
  }

  static CompletableFuture<RelayConnection<InsightNode>> insights(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    return RelayConnection.<Insight, InsightNode>ofAttribute(
        attribute,
        InsightController::template,
        environment,
        row -> new InsightNode(attribute.owner(), attribute.names(), row));
  }
}
