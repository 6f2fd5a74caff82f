package io.existgraph.graphql;

import io.existgraph.credential.CallerId;
import io.existgraph.data.DateRange;
import io.existgraph.data.ListQuery;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.InactiveAttributesKey;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.exist.LoadKey.UserExistenceKey;
import io.existgraph.exist.LoadKey.UserListKey;
import io.existgraph.model.AttributeName;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.NodeListQueries;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.relay.GlobalIdCodec;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The keys and sizes of things that are selected by their ids.
final class NodeSelections {
  private NodeSelections() {}

  static AttributeSelector group(String name) {
    return new AttributeSelector.ByNamesAndGroups(null, Set.of(name));
  }

  private static Collection<?> ids(SelectedField field) {
    return field.arguments().items(field.name().equals("node") ? "id" : "ids");
  }

  static void collect(CallerId caller, SelectedField field, KeyCollector keys) {
    for (Object id : new LinkedHashSet<>(ids(field))) {
      GlobalIdCodec.read(caller, String.valueOf(id)).ifPresent(path -> collect(path, field, keys));
    }
  }

  /// A path whose date or moment cannot be read leads to nothing, and loads nothing.
  private static void collect(GlobalIdCodec.NodePath path, SelectedField field, KeyCollector keys) {
    try {
      collect(path, field.children(), keys);
    } catch (DateTimeException invalidId) {
      // its node is null
    }
  }

  private static void collect(
      GlobalIdCodec.NodePath path, List<SelectedField> children, KeyCollector keys) {
    List<SelectedField> fields = SelectedField.on(path.type(), children);
    UserScope user = new UserScope(path.user(), true);
    keys.addFree(new UserExistenceKey(path.user()));
    switch (path.type()) {
      case "User" -> UserController.collect(user, fields, keys);
      case "AttributeGroup" -> {
        AttributeScope attributes = user.with(group(path.step(0)));
        keys.add(attributes.attributes());
        AttributeGroupController.FIELDS.collect(attributes, fields, keys);
      }
      case "Insight" -> insight(user, path, fields, keys);
      default -> path.attribute().ifPresent(name -> ofAttribute(user, name, path, fields, keys));
    }
  }

  private static void insight(
      UserScope user, GlobalIdCodec.NodePath path, List<SelectedField> fields, KeyCollector keys) {
    ListQuery<?> query = NodeListQueries.insights(path.moment(0));
    keys.add(new UserListKey<>(user.user(), query));
    keys.add(new ProfileKey(user.user()));
    AttributeScope mentioned = user.with(new AttributeSelector.MentionedIn(query));
    InsightController.FIELDS.collect(mentioned, fields, keys);
  }

  private static void ofAttribute(
      UserScope user,
      AttributeName name,
      GlobalIdCodec.NodePath path,
      List<SelectedField> fields,
      KeyCollector keys) {
    AttributeScope scope = user.with(new AttributeSelector.ByName(name));
    keys.addFree(new PresenceKey(user.user(), name));
    keys.add(new InactiveAttributesKey(user.user(), name));
    switch (path.type()) {
      case "Attribute" -> AttributeController.collect(scope, fields, keys);
      case "DailyValue" ->
          DailyValueController.collect(scope, DateRange.of(path.date(1)), fields, keys);
      case "Average" -> {
        keys.add(scope.lists(NodeListQueries.averages(path.date(1))));
        AverageController.FIELDS.collect(scope, fields, keys);
      }
      case "Correlation" ->
          CorrelationController.collect(
              scope, NodeListQueries.correlations(path.date(2)), fields, keys);
      default -> {}
    }
  }

  /// An id may be given any number of times, so everything below a node counts; an id that leads to
  /// nothing counts as the null that it is answered with.
  static long size(CallerId caller, SelectedField field, ResultSizes sizes) {
    Map<String, Long> sizeOfId = new HashMap<>();
    long sum = 0;
    for (Object id : ids(field)) {
      sum +=
          sizeOfId.computeIfAbsent(
              String.valueOf(id),
              text ->
                  GlobalIdCodec.read(caller, text)
                      .map(path -> Math.max(1, size(path, field.children(), sizes)))
                      .orElse(1L));
    }
    return Math.min(ResultSizes.MAX, sum);
  }

  private static long size(
      GlobalIdCodec.NodePath path, List<SelectedField> children, ResultSizes sizes) {
    UserScope user = new UserScope(sizes.resolve(path.user()), true);
    AttributeScope scope = user.with(AttributeSelector.all());
    List<SelectedField> fields = SelectedField.on(path.type(), children);
    return switch (path.type()) {
      case "User" -> UserController.FIELDS.objectSize(user, fields, sizes);
      case "AttributeGroup" -> groupSize(scope, fields, sizes);
      case "Attribute" -> AttributeController.FIELDS.objectSize(scope, fields, sizes);
      case "Average" -> AverageController.FIELDS.objectSize(scope, fields, sizes);
      case "Insight" -> InsightController.FIELDS.objectSize(scope, fields, sizes);
      case "Correlation" ->
          CorrelationController.FIELDS.objectSize(
              new CorrelationController.CorrelationScope(scope, scope), fields, sizes);
      case "DailyValue" -> FieldTables.objectSize(fields) + MovingAverages.size(fields);
      default -> FieldTables.objectSize(fields);
    };
  }

  private static long groupSize(
      AttributeScope scope, List<SelectedField> fields, ResultSizes sizes) {
    return ResultSizes.times(
        sizes.largestGroup(scope.user()),
        1
            + ResultSizes.sum(
                fields,
                field -> AttributeController.FIELDS.objectSize(scope, field.children(), sizes)));
  }
}
