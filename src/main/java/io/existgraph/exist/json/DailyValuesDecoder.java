package io.existgraph.exist.json;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DecodedResponse;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.AttributeName;
import io.existgraph.model.KnownAttributes;
import io.existgraph.model.ValueType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// A decoder of the pages of daily values of one attribute.
public final class DailyValuesDecoder {
  private DailyValuesDecoder() {}

  /// Adds a page of `days` days up to `to` to the response. A page with a successor covers the
  /// dates down to its oldest row; the last page covers the whole range and, where it has no rows
  /// or all that Exist counts, every day before. Rows without a date are skipped and counted.
  public static void decodePage(
      CacheKey.DaysOf key,
      JsonValue json,
      LocalDate to,
      int days,
      Instant sentAt,
      DecodedResponse answer) {
    List<JsonValue> rows = JsonFields.rows(json);
    LocalDate from = to.minusDays(days - 1L);
    if (JsonFields.text(json, "next") != null) {
      if (!rows.isEmpty()) {
        answer.add(new CacheKey.PageSize(CacheKey.PageSize.PageContent.DAYS), rows.size());
      }
      from =
          rows.stream()
              .map(row -> JsonFields.date(row, "date"))
              .filter(Objects::nonNull)
              .min(Comparator.naturalOrder())
              .orElse(from);
    }
    DailyValues values = DailyValues.of(from, to, AttributeDecoder.values(rows), sentAt);
    answer.add(key, isBeginning(json, rows) ? values.withNothingBefore(from, sentAt) : values);
    answer.skipRows(AttributeDecoder.unreadableValues(rows, documentedType(key.attribute())));
    answer.skipRows(
        (int) rows.stream().filter(row -> JsonFields.date(row, "date") == null).count());
  }

  private static ValueType documentedType(AttributeName name) {
    return KnownAttributes.of(name)
        .map(KnownAttributes.KnownAttribute::type)
        .orElse(ValueType.UNKNOWN);
  }

  /// Whether nothing precedes the page; unknown for lists without pages.
  private static boolean isBeginning(JsonValue json, List<JsonValue> rows) {
    if (json.isArray() || JsonFields.text(json, "next") != null) {
      return false;
    }
    Integer count = JsonFields.integer(json, "count");
    return count == null ? rows.isEmpty() : count == rows.size();
  }
}
