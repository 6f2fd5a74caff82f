package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.ListQuery.ListQueryTemplate;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.AttributesKey;
import io.existgraph.exist.LoadKey.CorrelationPairsKey;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of a correlation, and how correlations are loaded.
@Controller
@SchemaMapping(typeName = "Correlation")
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
class CorrelationController {
  private static final double MAX_SIGNIFICANT_P = 0.05;

  /// The attributes that correlations have on either side.
  record CorrelationScope(AttributeScope first, AttributeScope second) {}

  static final FieldTable<CorrelationScope, CorrelationNode> FIELDS =
      FieldTable.<CorrelationScope, CorrelationNode>of("Correlation")
          .leaf("id", CorrelationNode::id)
          .leaf("date", row(Correlation::date))
          .leaf("period", row(Correlation::period))
          .leaf("offset", row(correlation -> correlation.details().offset()))
          .leaf("attribute2Name", CorrelationController::attribute2Name)
          .leaf("value", row(Correlation::value))
          .leaf("p", row(Correlation::p))
          .leaf("isSignificant", row(CorrelationController::isSignificant))
          .leaf("firstPerson", row(Correlation::firstPerson))
          .leaf("secondPerson", row(Correlation::secondPerson))
          .leaf("percentage", row(Correlation::percentage))
          .leaf("stars", row(Correlation::stars))
          .leaf("category", row(correlation -> correlation.details().category()))
          .leaf("strengthDescription", row(correlation -> correlation.details().strength()))
          .leaf("starsDescription", row(correlation -> correlation.details().stars()))
          .leaf("description", row(correlation -> correlation.details().description()))
          .leaf("occurrence", row(correlation -> correlation.details().occurrence()))
          .field("rating", (_, _, _) -> {})
          .counted(
              "attribute",
              (scope, field, keys) ->
                  AttributeController.collect(scope.first(), field.children(), keys),
              CorrelationController::attributeSize)
          .counted(
              "attribute2",
              (scope, field, keys) ->
                  AttributeController.collect(scope.second(), field.children(), keys),
              CorrelationController::attributeSize)
          .fetch("attribute2", AttributeNode.class, CorrelationController::attribute2);

  private static Function<CorrelationNode, @Nullable Object> row(
      Function<Correlation, ? extends @Nullable Object> read) {
    return node -> read.apply(node.row());
  }

  private static @Nullable Object attribute2Name(CorrelationNode node) {
    AttributeName name = node.row().attribute2();
    return name == null ? null : name.value();
  }

  private static @Nullable Object isSignificant(Correlation correlation) {
    return correlation.p() == null ? null : (Boolean) (correlation.p() < MAX_SIGNIFICANT_P);
  }

  private static long attributeSize(
      CorrelationScope scope, SelectedField field, ResultSizes sizes) {
    return AttributeController.FIELDS.objectSize(scope.first(), field.children(), sizes);
  }

  /// The keys of correlations in lists of the attributes.
  static void collect(
      AttributeScope scope,
      ListQueryTemplate template,
      List<SelectedField> fields,
      KeyCollector keys) {
    keys.add(scope.lists(template));
    FIELDS.collect(new CorrelationScope(scope, scope.related(template)), fields, keys);
  }

  static void pair(AttributeScope scope, SelectedField field, KeyCollector keys) {
    String with = String.valueOf(field.arguments().text("with"));
    if (AttributeName.isName(with)) {
      AttributeName other = new AttributeName(with);
      keys.add(scope.pairs(other));
      CorrelationScope rows =
          new CorrelationScope(scope, scope.with(AttributeSelector.named(other)));
      FIELDS.collect(rows, field.children(), keys);
    }
  }

  static long pairSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    return FIELDS.objectSize(new CorrelationScope(scope, scope), field.children(), sizes);
  }

  static ListQueryTemplate template(SelectedField field) {
    return field
        .arguments()
        .list()
        .rowsOfEach(ListQueryTemplate.ListKind.CORRELATIONS, field.selects("totalCount"));
  }

  static void page(AttributeScope scope, SelectedField field, KeyCollector keys) {
    ListQueryTemplate template = field.parsed(CorrelationController::template);
    keys.add(scope.lists(template));
    FieldTables.rowsOf(field).forEach(row -> collect(scope, template, row.children(), keys));
  }

  static long pageSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    return FieldTables.pageSize(FIELDS, new CorrelationScope(scope, scope), field, sizes);
  }

  @SchemaMapping(typeName = "Attribute")
  CompletableFuture<@Nullable CorrelationNode> correlation(
      AttributeNode attribute, @Argument String with, DataFetchingEnvironment environment) {
    Operation.in(environment.getGraphQlContext()).loads().requireCaller(attribute.owner().user());
    if (!AttributeName.isName(with)) {
      return CompletableFuture.completedFuture(null);
    }
    AttributeName other = new AttributeName(with);
    CorrelationPairsKey key = attribute.scope().pairs(other);
    return FieldLoads.of(environment, key)
        .thenApply(
            loads -> {
              Correlation pair = loads.get(key).get(attribute.name());
              return pair == null
                  ? null
                  : new CorrelationNode(attribute, AttributeSelector.named(other), pair);
            });
  }

  private static CompletableFuture<@Nullable AttributeNode> attribute2(
      CorrelationNode correlation, DataFetchingEnvironment environment) {
    AttributeName name = correlation.row().attribute2();
    if (name == null) {
      return CompletableFuture.completedFuture(null);
    }
    UserNode owner = correlation.attribute().owner();
    AttributeNode attribute = AttributeNode.named(owner, correlation.others(), name);
    if (correlation.others() instanceof AttributeSelector.ByName) {
      PresenceKey key = new PresenceKey(owner.user(), name);
      return FieldLoads.of(environment, key).thenApply(loads -> loads.get(key) ? attribute : null);
    }
    AttributesKey key = attribute.scope().attributes();
    return FieldLoads.of(environment, key)
        .thenApply(loads -> loads.get(key).lacks(name) ? null : attribute);
  }

  @SchemaMapping
  Correlation.@Nullable CorrelationRating rating(CorrelationNode correlation) {
    return correlation.row().details().rating();
  }

  static CompletableFuture<RelayConnection<CorrelationNode>> correlations(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    ListQueryTemplate template =
        Operation.selected(environment).parsed(CorrelationController::template);
    AttributeSelector others = attribute.scope().related(template).names();
    return RelayConnection.<Correlation, CorrelationNode>ofAttribute(
        attribute,
        CorrelationController::template,
        environment,
        row -> new CorrelationNode(attribute, others, row));
  }
}
