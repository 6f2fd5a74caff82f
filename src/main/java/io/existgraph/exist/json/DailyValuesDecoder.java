package io.existgraph.exist.json;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DecodedResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// The values of one attribute, in pages.
public final class DailyValuesDecoder {
  private DailyValuesDecoder() {}

  /// A page of so many days up to one. When another follows it covers the days down to its oldest
  /// row; the last one covers all that was asked for.
  public static void tellPage(
      CacheKey.DaysOf topic,
      JsonNode json,
      LocalDate to,
      int days,
      Instant sentAt,
      DecodedResponse answer) {
    List<JsonNode> rows = JsonFields.rows(json);
    LocalDate from = to.minusDays(days - 1L);
    if (JsonFields.text(json, "next") != null) {
      from =
          rows.stream()
              .map(it -> JsonFields.date(it, "date"))
              .filter(Objects::nonNull)
              .min(Comparator.naturalOrder())
              .orElse(from);
    }
    answer.add(topic, DailyValues.of(from, to, AttributeDecoder.values(rows), sentAt));
    answer.skipRows((int) rows.stream().filter(it -> JsonFields.date(it, "date") == null).count());
  }
}
