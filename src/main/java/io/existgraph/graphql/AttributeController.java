package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.Template;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Average;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.model.Service;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.FieldArguments;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of an attribute.
@Controller
@SchemaMapping(typeName = "Attribute")
class AttributeController {
  @SchemaMapping
  String id(AttributeNode attribute) {
    return attribute.owner().id("Attribute", attribute.name());
  }

  @SchemaMapping
  String name(AttributeNode attribute) {
    return attribute.name().value();
  }

  @SchemaMapping
  String label(AttributeNode attribute) {
    return attribute.about().label();
  }

  @SchemaMapping
  @Nullable AttributeGroupNode group(AttributeNode attribute) {
    var group = attribute.about().group();
    return group == null ? null : new AttributeGroupNode(attribute.owner(), group);
  }

  @SchemaMapping
  @Nullable Integer priority(AttributeNode attribute) {
    return attribute.about().priority();
  }

  @SchemaMapping
  @Nullable Service service(AttributeNode attribute) {
    return attribute.listed().service();
  }

  @SchemaMapping
  @Nullable Boolean isPrivate(AttributeNode attribute) {
    return attribute.listed().isPrivate();
  }

  @SchemaMapping
  @Nullable Boolean isActive(AttributeNode attribute) {
    return attribute.listed().isActive();
  }

  @SchemaMapping
  ValueType valueType(AttributeNode attribute) {
    Attribute listed = attribute.listed();
    return listed.valueType() == ValueType.UNKNOWN ? attribute.type() : listed.valueType();
  }

  @SchemaMapping
  @Nullable String valueTypeDescription(AttributeNode attribute) {
    return attribute.listed().valueTypeDescription();
  }

  @SchemaMapping
  @Nullable String unit(AttributeNode attribute, @Argument @Nullable UnitSystem units) {
    Unit unit = attribute.unit();
    return unit == null ? null : unit.symbol(units == null ? UnitSystem.METRIC : units);
  }

  @SchemaMapping
  @Nullable Object value(AttributeNode attribute) {
    return attribute.value(today(attribute));
  }

  @SchemaMapping
  DailyValueNode today(AttributeNode attribute, DataFetchingEnvironment environment) {
    return attribute.day(today(attribute));
  }

  static LocalDate today(AttributeNode attribute) {
    return attribute.owner().known().today(attribute.owner().user());
  }

  @SchemaMapping
  List<DailyValueNode> values(AttributeNode attribute, DataFetchingEnvironment environment) {
    DateRange span = new FieldArguments(environment.getArguments()).span();
    LocalDate to = span.endsToday() ? today(attribute) : Objects.requireNonNull(span.to());
    DateRange.Days days = FieldArguments.days(span, to);
    return LongStream.range(0, days.count())
        .mapToObj(back -> attribute.day(days.to().minusDays(back)))
        .toList();
  }

  @SchemaMapping
  @Nullable AverageNode average(AttributeNode attribute) {
    Average latest = latestAverage(attribute);
    return latest == null ? null : new AverageNode(attribute, latest);
  }

  static @Nullable Average latestAverage(AttributeNode attribute) {
    attribute.owner().mustBeCaller();
    return attribute.owner().known().averages().stream()
        .filter(it -> it.attribute().equals(attribute.name()))
        .findFirst()
        .orElse(null);
  }

  @SchemaMapping
  RelayConnection<AverageNode> averages(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    return this.<Average, AverageNode>connection(
        attribute, Template.Of.AVERAGES, environment, it -> new AverageNode(attribute, it));
  }

  @SchemaMapping
  RelayConnection<CorrelationNode> correlations(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    return this.<Correlation, CorrelationNode>connection(
        attribute, Template.Of.CORRELATIONS, environment, it -> new CorrelationNode(attribute, it));
  }

  @SchemaMapping
  RelayConnection<InsightNode> insights(
      AttributeNode attribute, DataFetchingEnvironment environment) {
    return this.<Insight, InsightNode>connection(
        attribute, Template.Of.INSIGHTS, environment, it -> new InsightNode(attribute.owner(), it));
  }

  private <R, T> RelayConnection<T> connection(
      AttributeNode attribute,
      Template.Of of,
      DataFetchingEnvironment environment,
      Function<R, T> toNode) {
    attribute.owner().mustBeCaller();
    boolean isCounted = environment.getSelectionSet().contains("totalCount");
    Template template = new FieldArguments(environment.getArguments()).rowsOfEach(of, isCounted);
    ListQuery<R> query = query(template, attribute.name());
    return RelayConnection.of(query, attribute.owner().known().rows(query), toNode);
  }

  @SuppressWarnings("unchecked") // the template says which rows
  static <R> ListQuery<R> query(Template template, AttributeName name) {
    return (ListQuery<R>) template.of(name);
  }

  @SchemaMapping
  @Nullable CorrelationNode correlation(AttributeNode attribute, @Argument String with) {
    attribute.owner().mustBeCaller();
    Correlation pair =
        AttributeName.isName(with)
            ? attribute.owner().known().pair(attribute.name(), new AttributeName(with))
            : null;
    return pair == null ? null : new CorrelationNode(attribute, pair);
  }

  @SchemaMapping
  @Nullable GoalNode goal(AttributeNode attribute) {
    attribute.owner().mustBeCaller();
    LocalDate today = today(attribute);
    UserNode owner = attribute.owner();
    Double target =
        attribute
            .name()
            .goal()
            .filter(goal -> owner.known().has(owner.user(), goal))
            .map(goal -> new AttributeNode(owner, goal, null).number(today))
            .orElse(null);
    GoalNode.Source source = GoalNode.Source.GOAL_ATTRIBUTE;
    if (target == null) {
      Average average = latestAverage(attribute);
      target = average == null ? null : average.weekdays().get(today.getDayOfWeek());
      source = GoalNode.Source.WEEKDAY_AVERAGE;
    }
    Double value = attribute.number(today);
    Double progress =
        target == null || value == null || !Double.isFinite(value / target)
            ? null
            : (Double) (value / target);
    String id = attribute.owner().id("Goal", attribute.name(), today);
    return target == null ? null : new GoalNode(attribute, id, target, progress, source);
  }
}
