package io.existgraph.exist.json;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Correlations, seen from whichever of the two attributes was asked about.
public final class CorrelationDecoder {
  private CorrelationDecoder() {}

  /// `of` is the attribute that was asked about; null where all were.
  public static @Nullable Correlation correlation(JsonNode row, @Nullable AttributeName of) {
    LocalDate date = JsonFields.date(row, "date");
    Double value = JsonFields.number(row, "value");
    AttributeName one = AttributeDecoder.name(row, "attribute", "user_attribute");
    AttributeName two = AttributeDecoder.name(row, "attribute2", "user_attribute2");
    AttributeName first = one == null ? of : one;
    if (date == null || value == null || first == null) {
      return null;
    }
    Correlation told =
        new Correlation(
            date,
            JsonFields.integer(row, "period"),
            first,
            two,
            value,
            JsonFields.number(row, "p"),
            JsonFields.text(row, "first_person"),
            JsonFields.text(row, "second_person"),
            JsonFields.number(row, "percentage"),
            JsonFields.integer(row, "stars"),
            details(row));
    return of != null && of.equals(two) ? told.reversed(of) : told;
  }

  private static Correlation.Details details(JsonNode row) {
    return new Correlation.Details(
        JsonFields.integer(row, "offset"),
        JsonFields.text(row, "attribute_category"),
        JsonFields.text(row, "strength_description"),
        JsonFields.text(row, "stars_description"),
        JsonFields.text(row, "description"),
        JsonFields.text(row, "occurrence"),
        rating(row.path("rating")));
  }

  private static Correlation.@Nullable Rating rating(JsonNode node) {
    Boolean isPositive = JsonFields.bool(node, "positive");
    String label = JsonFields.text(node, node.path("rating").isString() ? "rating" : "rating_type");
    return isPositive == null || label == null ? null : new Correlation.Rating(isPositive, label);
  }
}
