package io.existgraph.upstream.json;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.upstream.Json;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Correlations, seen from whichever of the two attributes was asked about.
public final class CorrelationJson {
  private CorrelationJson() {}

  /// `of` is the attribute that was asked about; null where all were.
  public static @Nullable Correlation correlation(JsonNode row, @Nullable AttributeName of) {
    LocalDate date = Json.date(row, "date");
    Double value = Json.number(row, "value");
    AttributeName one = AttributeJson.name(row, "attribute", "user_attribute");
    AttributeName two = AttributeJson.name(row, "attribute2", "user_attribute2");
    AttributeName first = one == null ? of : one;
    if (date == null || value == null || first == null) {
      return null;
    }
    Correlation told =
        new Correlation(
            date,
            Json.integer(row, "period"),
            first,
            two,
            value,
            Json.number(row, "p"),
            Json.text(row, "first_person"),
            Json.text(row, "second_person"),
            Json.number(row, "percentage"),
            Json.integer(row, "stars"),
            details(row));
    return of != null && of.equals(two) ? told.reversed(of) : told;
  }

  private static Correlation.Details details(JsonNode row) {
    return new Correlation.Details(
        Json.integer(row, "offset"),
        Json.text(row, "attribute_category"),
        Json.text(row, "strength_description"),
        Json.text(row, "stars_description"),
        Json.text(row, "description"),
        Json.text(row, "occurrence"),
        rating(row.path("rating")));
  }

  private static Correlation.@Nullable Rating rating(JsonNode node) {
    Boolean isPositive = Json.bool(node, "positive");
    String label = Json.text(node, node.path("rating").isString() ? "rating" : "rating_type");
    return isPositive == null || label == null ? null : new Correlation.Rating(isPositive, label);
  }
}
