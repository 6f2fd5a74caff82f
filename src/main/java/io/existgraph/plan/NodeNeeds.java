package io.existgraph.plan;

import io.existgraph.model.AttributeName;
import io.existgraph.upstream.Names;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.RowsQuery;
import io.existgraph.upstream.UserRef;
import java.time.DateTimeException;
import java.util.List;
import java.util.Set;

/// What the selected fields of a node need, by the path that its id tells.
final class NodeNeeds {
  private final Ids.Path path;
  private final UserRef user;
  private final Set<Need> needs;

  NodeNeeds(Ids.Path path, UserRef user, Set<Need> needs) {
    this.path = path;
    this.user = user;
    this.needs = needs;
  }

  /// A path whose date or moment cannot be read leads to nothing, and needs nothing.
  void of(List<Selection> children) {
    try {
      read(children);
    } catch (DateTimeException notOurs) {
      // its node is null
    }
  }

  private void read(List<Selection> children) {
    List<Selection> fields =
        children.stream().filter(it -> it.types().contains(path.type())).toList();
    switch (path.type()) {
      case "User" -> new UserNeeds(user, needs).of(fields);
      case "AttributeGroup" -> group(fields);
      case "Insight" -> insight(fields);
      default -> path.attribute().ifPresent(name -> ofAttribute(name, fields));
    }
  }

  private void group(List<Selection> fields) {
    Names names = new Names.Among(null, Set.of(path.step(0)));
    needs.add(new Need.Attributes(user, names));
    fields.stream()
        .filter(it -> it.name().equals("attributes"))
        .forEach(it -> new AttributeNeeds(user, names, needs).of(it.children()));
  }

  private void ofAttribute(AttributeName name, List<Selection> fields) {
    AttributeNeeds attribute = new AttributeNeeds(user, new Names.One(name), needs);
    switch (path.type()) {
      case "Attribute" -> attribute.of(fields);
      case "DailyValue" -> attribute.ofDay(fields, path.date(1));
      case "Average" -> {
        attribute.rows(NodeRows.averages(path.date(1)));
        attribute.ofAverage(fields);
      }
      case "Correlation" -> attribute.ofCorrelation(fields, NodeRows.correlations(path.date(2)));
      default -> {}
    }
  }

  private void insight(List<Selection> fields) {
    RowsQuery<?> rows = NodeRows.insights(path.moment(0));
    needs.add(new Need.Rows(user, rows));
    needs.add(new Need.Identity(user));
    new AttributeNeeds(user, new Names.InRows(rows), needs).ofInsights(fields);
  }
}
