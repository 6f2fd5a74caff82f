package io.existgraph.graphql;

import io.existgraph.credential.CallerId;
import io.existgraph.data.ListQuery;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Average;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.operation.ReadResult;
import io.existgraph.operation.planning.NodeListQueries;
import io.existgraph.relay.GlobalIds;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds what an id speaks of; null when it is not there.
final class NodeResolver {
  private final CallerId caller;
  private final ReadResult known;

  NodeResolver(CallerId caller, ReadResult known) {
    this.caller = caller;
    this.known = known;
  }

  @Nullable Object find(GlobalIds.Path path) {
    UserNode user = QueryController.user(caller, known, path.user());
    if (user == null) {
      return null;
    }
    try {
      return switch (path.type()) {
        case "User" -> user;
        case "AttributeGroup" -> group(user, path.step(0));
        case "Insight" -> insight(user, path);
        default -> path.attribute().map(name -> ofAttribute(user, name, path)).orElse(null);
      };
    } catch (DateTimeException notOurs) {
      return null;
    }
  }

  private @Nullable Object group(UserNode user, String name) {
    Catalog catalog = known.catalog(user.user());
    return catalog == null
        ? null
        : catalog.groups().stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .map(it -> new AttributeGroupNode(user, it))
            .orElse(null);
  }

  private @Nullable Object insight(UserNode user, GlobalIds.Path path) {
    user.mustBeCaller();
    ListQuery<Insight> query = NodeListQueries.insights(path.moment(0));
    return known.rows(query).rows().stream()
        .map(it -> new InsightNode(user, it))
        .filter(it -> it.id().equals(idOf(user, path)))
        .findFirst()
        .orElse(null);
  }

  private static String idOf(UserNode user, GlobalIds.Path path) {
    return user.id(path.type(), path.steps().toArray());
  }

  private @Nullable Object ofAttribute(UserNode user, AttributeName name, GlobalIds.Path path) {
    if (!known.has(user.user(), name)) {
      return null;
    }
    AttributeNode attribute = new AttributeNode(user, name, null);
    return switch (path.type()) {
      case "Attribute" -> attribute;
      case "DailyValue" -> attribute.day(path.date(1));
      case "Average" -> average(attribute, path).orElse(null);
      case "Correlation" -> correlation(attribute, path).orElse(null);
      default -> null;
    };
  }

  private Optional<AverageNode> average(AttributeNode attribute, GlobalIds.Path path) {
    var template = NodeListQueries.averages(path.date(1));
    ListQuery<Average> query = AttributeController.query(template, attribute.name());
    return rows(attribute, query).findFirst().map(it -> new AverageNode(attribute, it));
  }

  private Optional<CorrelationNode> correlation(AttributeNode attribute, GlobalIds.Path path) {
    var template = NodeListQueries.correlations(path.date(2));
    ListQuery<Correlation> query = AttributeController.query(template, attribute.name());
    return rows(attribute, query)
        .map(it -> new CorrelationNode(attribute, it))
        .filter(it -> it.id().equals(idOf(attribute.owner(), path)))
        .findFirst();
  }

  private <R> Stream<R> rows(AttributeNode attribute, ListQuery<R> query) {
    attribute.owner().mustBeCaller();
    return known.rows(query).rows().stream();
  }
}
