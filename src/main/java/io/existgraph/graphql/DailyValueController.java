package io.existgraph.graphql;

import io.existgraph.model.AttributeValues;
import io.existgraph.model.UnitSystem;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of a value.
@Controller
@SchemaMapping(typeName = "DailyValue")
class DailyValueController {
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
