package io.existgraph.graphql;

import io.existgraph.data.DateRange;
import io.existgraph.data.ListQuery;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.AttributesKey;
import io.existgraph.exist.LoadKey.InactiveAttributesKey;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.exist.LoadKey.UserListKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.model.ValueType;
import io.existgraph.model.WeeklyAverage;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.planning.NodeListQueries;
import io.existgraph.relay.GlobalIdCodec;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A resolver of global ids to nodes; null for a node that does not exist.
final class NodeResolver {
  private final UserNode user;
  private final LoadResults results;

  NodeResolver(UserNode user, LoadResults results) {
    this.user = user;
    this.results = results;
  }

  @Nullable Object find(GlobalIdCodec.NodePath path) {
    try {
      return switch (path.type()) {
        case "User" -> user;
        case "AttributeGroup" -> group(path.step(0));
        case "Insight" -> insight(path);
        default -> path.attribute().map(name -> ofAttribute(name, path)).orElse(null);
      };
    } catch (DateTimeException invalidId) {
      return null;
    }
  }

  private @Nullable Object group(String name) {
    AttributeSelector names = NodeSelections.group(name);
    Catalog catalog = results.get(new AttributesKey(user.user(), names)).catalog();
    return catalog == null
        ? null
        : catalog.groups().stream()
            .filter(group -> group.name().equals(name))
            .findFirst()
            .map(group -> new AttributeGroupNode(user, names, group))
            .orElse(null);
  }

  private @Nullable Object insight(GlobalIdCodec.NodePath path) {
    ListQuery<Insight> query = NodeListQueries.insights(path.moment(0));
    AttributeSelector names = new AttributeSelector.MentionedIn(query);
    return results.get(new UserListKey<>(user.user(), query)).rows().stream()
        .map(row -> new InsightNode(user, names, row))
        .filter(insight -> insight.id().equals(idOf(path)))
        .findFirst()
        .orElse(null);
  }

  private String idOf(GlobalIdCodec.NodePath path) {
    return user.id(path.type(), path.steps().toArray());
  }

  private @Nullable Object ofAttribute(AttributeName name, GlobalIdCodec.NodePath path) {
    AttributeNode attribute = attribute(name);
    if (attribute == null) {
      return null;
    }
    return switch (path.type()) {
      case "Attribute" -> attribute;
      case "DailyValue" -> day(attribute, DateRange.of(path.date(1)));
      case "Average" -> average(attribute, path.date(1));
      case "Correlation" -> correlation(attribute, path);
      default -> null;
    };
  }

  private @Nullable AttributeNode attribute(AttributeName name) {
    AttributeSelector names = new AttributeSelector.ByName(name);
    if (results.get(new PresenceKey(user.user(), name))) {
      return AttributeNode.named(user, names, name);
    }
    return results.get(new InactiveAttributesKey(user.user(), name)).stream()
        .map(inactive -> AttributeNode.listed(user, names, inactive))
        .findFirst()
        .orElse(null);
  }

  private DailyValueNode day(AttributeNode attribute, DateRange day) {
    AttributeScope scope = attribute.scope();
    LocalDate date = Objects.requireNonNull(day.to());
    ValueType type = results.get(scope.types()).get(attribute.name());
    return DailySeries.of(attribute, type, date).on(date, results.get(scope.values(day)));
  }

  private @Nullable Object average(AttributeNode attribute, LocalDate date) {
    return this.<WeeklyAverage>rows(attribute, NodeListQueries.averages(date))
        .filter(row -> row.date().equals(date))
        .findFirst()
        .map(row -> new AverageNode(attribute, row))
        .orElse(null);
  }

  private @Nullable Object correlation(AttributeNode attribute, GlobalIdCodec.NodePath path) {
    ListQuery.ListQueryTemplate template = NodeListQueries.correlations(path.date(2));
    AttributeSelector others = attribute.scope().related(template).names();
    return this.<Correlation>rows(attribute, template)
        .map(row -> new CorrelationNode(attribute, others, row))
        .filter(correlation -> correlation.id().equals(idOf(path)))
        .findFirst()
        .orElse(null);
  }

  @SuppressWarnings("unchecked") // the template says which rows
  private <R> Stream<R> rows(AttributeNode attribute, ListQuery.ListQueryTemplate template) {
    var rows = results.get(attribute.scope().lists(template)).get(attribute.name());
    return (Stream<R>) rows.rows().stream();
  }
}
