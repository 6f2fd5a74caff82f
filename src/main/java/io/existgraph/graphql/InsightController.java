package io.existgraph.graphql;

import io.existgraph.model.Insight;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of an insight.
@Controller
@SchemaMapping(typeName = "Insight")
class InsightController {
  record InsightType(
      String id,
      String name,
      @Nullable Integer period,
      String priority,
      @Nullable AttributeNode attribute) {}

  private static final List<String> PRIORITIES = List.of("REAL_TIME", "DAY", "WEEK", "MONTH");

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
