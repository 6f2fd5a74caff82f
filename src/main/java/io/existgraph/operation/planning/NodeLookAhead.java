package io.existgraph.operation.planning;

import io.existgraph.data.ListQuery;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.AttributeName;
import io.existgraph.relay.GlobalIds;
import java.time.DateTimeException;
import java.util.List;
import java.util.Set;

/// What the selected fields of a node need, by the path that its id tells.
final class NodeLookAhead {
  private final GlobalIds.Path path;
  private final UserRef user;
  private final Set<LoadKey> needs;

  NodeLookAhead(GlobalIds.Path path, UserRef user, Set<LoadKey> needs) {
    this.path = path;
    this.user = user;
    this.needs = needs;
  }

  /// A path whose date or moment cannot be read leads to nothing, and needs nothing.
  void of(List<FieldSelection> children) {
    try {
      read(children);
    } catch (DateTimeException notOurs) {
      // its node is null
    }
  }

  private void read(List<FieldSelection> children) {
    List<FieldSelection> fields =
        children.stream().filter(it -> it.types().contains(path.type())).toList();
    switch (path.type()) {
      case "User" -> new UserLookAhead(user, needs).of(fields);
      case "AttributeGroup" -> group(fields);
      case "Insight" -> insight(fields);
      default -> path.attribute().ifPresent(name -> ofAttribute(name, fields));
    }
  }

  private void group(List<FieldSelection> fields) {
    AttributeSelector names = new AttributeSelector.Among(null, Set.of(path.step(0)));
    needs.add(new LoadKey.Attributes(user, names));
    fields.stream()
        .filter(it -> it.name().equals("attributes"))
        .forEach(it -> new AttributeLookAhead(user, names, needs).of(it.children()));
  }

  private void ofAttribute(AttributeName name, List<FieldSelection> fields) {
    AttributeLookAhead attribute =
        new AttributeLookAhead(user, new AttributeSelector.One(name), needs);
    switch (path.type()) {
      case "Attribute" -> attribute.of(fields);
      case "DailyValue" -> attribute.ofDay(fields, path.date(1));
      case "Average" -> {
        attribute.rows(NodeListQueries.averages(path.date(1)));
        attribute.ofAverage(fields);
      }
      case "Correlation" ->
          attribute.ofCorrelation(fields, NodeListQueries.correlations(path.date(2)));
      default -> {}
    }
  }

  private void insight(List<FieldSelection> fields) {
    ListQuery<?> rows = NodeListQueries.insights(path.moment(0));
    needs.add(new LoadKey.Rows(user, rows));
    needs.add(new LoadKey.Identity(user));
    new AttributeLookAhead(user, new AttributeSelector.InRows(rows), needs).ofInsights(fields);
  }
}
