package io.existgraph.graphql;

import io.existgraph.model.AttributeValues;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.model.UnitSystem;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of values, averages, goals, correlations and insights.
final class RowFields {
  private RowFields() {}

  /// The fields of a value.
  @Controller
  @SchemaMapping(typeName = "DailyValue")
  static class DailyValueFields {
    @SchemaMapping
    String id(DailyValueNode value) {
      AttributeNode attribute = value.attribute();
      return attribute.owner().id("DailyValue", attribute.name(), value.date());
    }

    @SchemaMapping
    @Nullable Double number(DailyValueNode value, @Argument @Nullable UnitSystem units) {
      return AttributeValues.number(
          value.value(),
          value.attribute().type(),
          value.attribute().unit(),
          units == null ? UnitSystem.METRIC : units);
    }

    @SchemaMapping
    @Nullable String text(DailyValueNode value) {
      return AttributeValues.text(value.value(), value.attribute().type());
    }

    @SchemaMapping
    @Nullable LocalTime timeOfDay(DailyValueNode value) {
      return AttributeValues.timeOfDay(value.value(), value.attribute().type());
    }

    @SchemaMapping
    @Nullable String formatted(DailyValueNode value, @Argument @Nullable UnitSystem units) {
      return value.attribute().formatted(value.value(), units);
    }
  }

  /// The fields of a row of averages.
  @Controller
  @SchemaMapping(typeName = "Average")
  static class AverageFields {
    @SchemaMapping
    String id(AverageNode average) {
      return average.of().owner().id("Average", average.of().name(), average.row().date());
    }

    @SchemaMapping
    String attributeName(AverageNode average) {
      return average.row().attribute().value();
    }

    @SchemaMapping
    @Nullable AttributeNode attribute(AverageNode average) {
      return average.of().ifStillThere();
    }

    @SchemaMapping
    LocalDate date(AverageNode average) {
      return average.row().date();
    }

    @SchemaMapping
    @Nullable Double overall(AverageNode average) {
      return average.row().overall();
    }

    @SchemaMapping
    @Nullable Double monday(AverageNode average) {
      return average.row().weekdays().get(DayOfWeek.MONDAY);
    }

    @SchemaMapping
    @Nullable Double tuesday(AverageNode average) {
      return average.row().weekdays().get(DayOfWeek.TUESDAY);
    }

    @SchemaMapping
    @Nullable Double wednesday(AverageNode average) {
      return average.row().weekdays().get(DayOfWeek.WEDNESDAY);
    }

    @SchemaMapping
    @Nullable Double thursday(AverageNode average) {
      return average.row().weekdays().get(DayOfWeek.THURSDAY);
    }

    @SchemaMapping
    @Nullable Double friday(AverageNode average) {
      return average.row().weekdays().get(DayOfWeek.FRIDAY);
    }

    @SchemaMapping
    @Nullable Double saturday(AverageNode average) {
      return average.row().weekdays().get(DayOfWeek.SATURDAY);
    }

    @SchemaMapping
    @Nullable Double sunday(AverageNode average) {
      return average.row().weekdays().get(DayOfWeek.SUNDAY);
    }

    @SchemaMapping
    @Nullable String formatted(
        AverageNode average,
        @Argument @Nullable DayOfWeek weekday,
        @Argument @Nullable UnitSystem units) {
      Double value =
          weekday == null ? average.row().overall() : average.row().weekdays().get(weekday);
      return average.of().formatted(value, units);
    }
  }

  /// The fields of a goal.
  @Controller
  @SchemaMapping(typeName = "Goal")
  static class GoalFields {
    @SchemaMapping
    @Nullable String formatted(Goal goal, @Argument @Nullable UnitSystem units) {
      return goal.of().formatted(goal.target(), units);
    }
  }

  /// The fields of a correlation.
  @Controller
  @SchemaMapping(typeName = "Correlation")
  static class CorrelationFields {
    private static final double SIGNIFICANT = 0.05;

    @SchemaMapping
    String id(CorrelationNode it) {
      Correlation row = it.row();
      Object[] path = {it.attribute().name(), row.attribute2(), row.date(), row.period()};
      if (row.lag() != null) {
        path = Arrays.copyOf(path, path.length + 1);
        path[path.length - 1] = row.lag();
      }
      return it.attribute().owner().id("Correlation", path);
    }

    @SchemaMapping
    LocalDate date(CorrelationNode it) {
      return it.row().date();
    }

    @SchemaMapping
    @Nullable Integer period(CorrelationNode it) {
      return it.row().period();
    }

    @SchemaMapping
    @Nullable AttributeNode attribute2(CorrelationNode it) {
      return it.row().attribute2() == null
          ? null
          : new AttributeNode(it.attribute().owner(), it.row().attribute2(), null).ifStillThere();
    }

    @SchemaMapping
    @Nullable String attribute2Name(CorrelationNode it) {
      return it.row().attribute2() == null ? null : it.row().attribute2().value();
    }

    @SchemaMapping
    double value(CorrelationNode it) {
      return it.row().value();
    }

    @SchemaMapping
    @Nullable Double p(CorrelationNode it) {
      return it.row().p();
    }

    @SchemaMapping
    @Nullable Boolean isSignificant(CorrelationNode it) {
      return it.row().p() == null ? null : (Boolean) (it.row().p() < SIGNIFICANT);
    }

    @SchemaMapping
    @Nullable String firstPerson(CorrelationNode it) {
      return it.row().firstPerson();
    }

    @SchemaMapping
    @Nullable String secondPerson(CorrelationNode it) {
      return it.row().secondPerson();
    }

    @SchemaMapping
    @Nullable Double percentage(CorrelationNode it) {
      return it.row().percentage();
    }

    @SchemaMapping
    @Nullable Integer stars(CorrelationNode it) {
      return it.row().stars();
    }
  }

  /// The fields of an insight.
  @Controller
  @SchemaMapping(typeName = "Insight")
  static class InsightFields {
    record InsightType(
        String id,
        String name,
        @Nullable Integer period,
        String priority,
        @Nullable AttributeNode attribute) {}

    private static final List<String> PRIORITIES = List.of("REAL_TIME", "DAY", "WEEK", "MONTH");

    @SchemaMapping
    String id(InsightNode insight) {
      Insight row = insight.row();
      return insight
          .owner()
          .id(
              "Insight",
              row.created().toInstant(),
              row.type().name(),
              row.type().attribute() == null ? null : row.type().attribute().name(),
              row.targetDate());
    }

    @SchemaMapping
    OffsetDateTime created(InsightNode insight) {
      return insight.row().created();
    }

    @SchemaMapping
    @Nullable LocalDate targetDate(InsightNode insight) {
      return insight.row().targetDate();
    }

    @SchemaMapping
    @Nullable String html(InsightNode insight) {
      return insight.row().html();
    }

    @SchemaMapping
    @Nullable String text(InsightNode insight) {
      return insight.row().text();
    }

    @SchemaMapping
    @Nullable String value(InsightNode insight) {
      return insight.row().value();
    }

    @SchemaMapping
    @Nullable String value2(InsightNode insight) {
      return insight.row().value2();
    }

    @SchemaMapping
    @Nullable String comment(InsightNode insight) {
      return insight.row().comment();
    }

    @SchemaMapping
    InsightType type(InsightNode insight) {
      Insight.Type type = insight.row().type();
      UserNode owner = insight.owner();
      var about = type.attribute();
      return new InsightType(
          owner.id("InsightType", type.name(), about == null ? null : about.name()),
          type.name(),
          type.period(),
          priority(type.priority()),
          about == null ? null : new AttributeNode(owner, about.name(), about));
    }

    private static String priority(@Nullable Integer number) {
      return number == null || number < 1 || number > PRIORITIES.size()
          ? "UNKNOWN"
          : PRIORITIES.get(number - 1);
    }
  }
}
