package io.existgraph.graphql;

import static io.existgraph.graphql.AttributeMetadata.listed;
import static io.existgraph.graphql.AttributeMetadata.mentioned;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.exist.LoadKey.ServicesKey;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeGroup;
import io.existgraph.model.Service;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of an attribute.
@Controller
@SchemaMapping(typeName = "Attribute")
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
class AttributeController {
  static final FieldTable<AttributeScope, AttributeNode> FIELDS =
      FieldTable.<AttributeScope, AttributeNode>of("Attribute")
          .leaf("id", attribute -> attribute.owner().id("Attribute", attribute.name()))
          .leaf("name", attribute -> attribute.name().value())
          .leaf("label", AttributeController::metadata, mentioned(Attribute::label))
          .leaf("priority", AttributeController::metadata, mentioned(Attribute::priority))
          .leaf("isPrivate", AttributeController::metadata, listed(Attribute::isPrivate))
          .leaf("isActive", AttributeController::metadata, listed(Attribute::isActive))
          .leaf("valueType", AttributeController::metadata, AttributeMetadata::valueType)
          .leaf(
              "valueTypeDescription",
              AttributeController::metadata,
              listed(Attribute::valueTypeDescription))
          .leaf("template", AttributeController::metadata, listed(Attribute::template))
          .leaf("isManual", AttributeController::metadata, listed(Attribute::isManual))
          .leaf("unit", AttributeController::unit, AttributeMetadata::unit)
          .leaf("value", DailyValueController::today, DailyValueController::value)
          .field("service", AttributeController::metadata)
          .field("availableServices", AttributeController::services)
          .within(
              "today",
              DailyValueController::today,
              (_, field, _) -> MovingAverages.size(field.children()))
          .counted("values", DailyValueController::values, DailyValueController::valuesSize)
          .counted("summary", SummaryController::summary, SummaryController::size)
          .counted("buckets", BucketController::buckets, BucketController::size)
          .counted("streak", StreakController::streak, StreakController::size)
          .counted("average", AverageController::latest, AverageController::latestSize)
          .counted("averages", AverageController::page, AverageController::pageSize)
          .counted("correlation", CorrelationController::pair, CorrelationController::pairSize)
          .counted("correlations", CorrelationController::page, CorrelationController::pageSize)
          .counted("insights", InsightController::page, InsightController::pageSize)
          .field("goal", GoalController::goal)
          .within("group", AttributeController::group, AttributeController::groupSize)
          .fetch("service", Service.class, AttributeController::service)
          .fetch("today", DailyValueNode.class, DailyValueController::today)
          .fetchList("values", DailyValueNode.class, DailyValueController::values)
          .fetch("summary", SummaryNode.class, SummaryController::summary)
          .fetchList("buckets", BucketNode.class, BucketController::buckets)
          .fetch("streak", StreakController.StreaksNode.class, StreakController::streak)
          .fetch("average", AverageNode.class, AverageController::average)
          .fetchPage("averages", AverageNode.class, AverageController::averages)
          .fetchPage("correlations", CorrelationNode.class, CorrelationController::correlations)
          .fetchPage("insights", InsightNode.class, InsightController::insights)
          .fetch("goal", GoalNode.class, GoalController::goal)
          .fetch("group", AttributeGroupNode.class, AttributeController::group);

  /// The keys of attributes with these fields. One that is reached by name needs no lookup of its
  /// own if another request is about it.
  static void collect(AttributeScope scope, List<SelectedField> fields, KeyCollector keys) {
    FIELDS.collect(scope, fields, keys);
    if (!(scope.names() instanceof AttributeSelector.ByName(var name))) {
      keys.add(scope.attributes());
    } else if (fields.stream().allMatch(SelectedField::isValid)) {
      keys.add(new PresenceKey(scope.user(), name));
    } else {
      keys.addFree(new PresenceKey(scope.user(), name));
    }
  }

  private static void metadata(AttributeScope scope, SelectedField field, KeyCollector keys) {
    keys.add(scope.attributes());
  }

  private static void unit(AttributeScope scope, SelectedField field, KeyCollector keys) {
    keys.add(scope.types());
    scope.collectNumber(field, keys);
  }

  private static void services(AttributeScope scope, SelectedField field, KeyCollector keys) {
    if (!scope.isOwned()) { // what is owned contains them
      keys.add(scope.services());
      keys.add(scope.attributes());
    }
  }

  private static void group(AttributeScope scope, SelectedField field, KeyCollector keys) {
    keys.add(scope.attributes());
    AttributeScope others = scope.with(new AttributeSelector.InSameGroups(scope.names()));
    AttributeGroupController.FIELDS.collect(others, field.children(), keys);
  }

  private static long groupSize(AttributeScope scope, SelectedField field, ResultSizes sizes) {
    return ResultSizes.times(
        sizes.largestGroup(scope.user()),
        ResultSizes.sum(
            field.below("attributes"),
            attributes -> FIELDS.objectSize(scope, attributes.children(), sizes)));
  }

  private static CompletableFuture<@Nullable AttributeGroupNode> group(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    var names = new AttributeSelector.InSameGroups(attribute.names());
    if (attribute.given() != null) {
      return CompletableFuture.completedFuture(group(attribute, names, attribute.given().group()));
    }
    var key = attribute.scope().attributes();
    return FieldLoads.of(environment, key)
        .thenApply(loads -> group(attribute, names, loads.get(key).get(attribute.name()).group()));
  }

  private static @Nullable AttributeGroupNode group(
      AttributeNode attribute, AttributeSelector names, @Nullable AttributeGroup group) {
    return group == null ? null : new AttributeGroupNode(attribute.owner(), names, group);
  }

  private static CompletableFuture<@Nullable Service> service(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    if (attribute.given() != null && attribute.isListed()) {
      return CompletableFuture.completedFuture(attribute.given().service());
    }
    var key = attribute.scope().attributes();
    return FieldLoads.of(environment, key)
        .thenApply(loads -> AttributeMetadata.find(attribute, loads.get(key)).service());
  }

  @SchemaMapping
  CompletableFuture<@Nullable List<Service>> availableServices(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    Operation operation = Operation.in(environment.getGraphQlContext());
    operation.loads().requireCaller(attribute.owner().user());
    Attribute given = attribute.given();
    if (!operation.api().can(ApiFeature.SERVICES)) {
      return CompletableFuture.completedFuture(null);
    }
    if (given != null && given.availableServices() != null) {
      return CompletableFuture.completedFuture(given.availableServices());
    }
    ServicesKey key = attribute.scope().services();
    return FieldLoads.of(environment, key).thenApply(loads -> loads.get(key).get(attribute.name()));
  }
}
