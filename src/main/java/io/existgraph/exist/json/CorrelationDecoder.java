package io.existgraph.exist.json;

import io.existgraph.data.CorrelationResource;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A decoder of correlations, oriented from the requested attribute.
public final class CorrelationDecoder {
  private CorrelationDecoder() {}

  /// A reader of the rows of one page, which numbers those whose second attribute is withheld.
  static ListRowDecoder.RowReader<Correlation> reader(@Nullable AttributeName requested) {
    Map<CorrelationResource.CorrelationRowKey, Integer> twins = new HashMap<>();
    return row -> {
      Correlation read = correlation(row, requested);
      if (read == null || read.attribute2() != null) {
        return read;
      }
      CorrelationResource.CorrelationRowKey key =
          new CorrelationResource.CorrelationRowKey(
              read.date(), read.attribute(), null, read.period(), read.details().offset());
      int number = twins.merge(key, 1, Integer::sum);
      return number == 1 ? read : read.asTwin(number - 1);
    };
  }

  /// A correlation; null where a required field is missing. `requested` is the requested attribute,
  /// null where all were requested.
  public static @Nullable Correlation correlation(
      JsonValue row, @Nullable AttributeName requested) {
    LocalDate date = JsonFields.date(row, "date");
    Double value = JsonFields.number(row, "value");
    AttributeName one = AttributeDecoder.name(row, "attribute", "user_attribute");
    AttributeName two = AttributeDecoder.name(row, "attribute2", "user_attribute2");
    AttributeName first = one == null ? requested : one;
    if (date == null || value == null || first == null) {
      return null;
    }
    Correlation correlation =
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
    return requested != null && requested.equals(two)
        ? correlation.reversed(requested)
        : correlation;
  }

  private static Correlation.CorrelationDetails details(JsonValue row) {
    return new Correlation.CorrelationDetails(
        JsonFields.integer(row, "offset"),
        JsonFields.text(row, "attribute_category"),
        JsonFields.text(row, "strength_description"),
        JsonFields.text(row, "stars_description"),
        JsonFields.text(row, "description"),
        JsonFields.text(row, "occurrence"),
        rating(row.path("rating")));
  }

  private static Correlation.@Nullable CorrelationRating rating(JsonValue node) {
    Boolean isPositive = JsonFields.bool(node, "positive");
    String label = JsonFields.text(node, node.path("rating").isString() ? "rating" : "rating_type");
    return isPositive == null || label == null
        ? null
        : new Correlation.CorrelationRating(isPositive, label);
  }
}
