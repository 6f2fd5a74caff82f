package io.existgraph.graphql;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of a correlation.
@Controller
@SchemaMapping(typeName = "Correlation")
class CorrelationController {
  private static final double SIGNIFICANT = 0.05;

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
