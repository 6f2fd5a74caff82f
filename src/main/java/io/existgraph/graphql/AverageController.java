package io.existgraph.graphql;

import io.existgraph.model.UnitSystem;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of a row of averages.
@Controller
@SchemaMapping(typeName = "Average")
class AverageController {
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
