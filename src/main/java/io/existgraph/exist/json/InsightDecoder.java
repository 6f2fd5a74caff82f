package io.existgraph.exist.json;

import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.Insight;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A decoder of the insights of one page. Many of them are of the same type, which they share.
final class InsightDecoder {
  private final Map<String, DecodedType> types = new HashMap<>();

  private record DecodedType(JsonValue json, Insight.InsightType type) {}

  private InsightDecoder() {}

  static ListRowDecoder.RowReader<Insight> reader() {
    return new InsightDecoder()::insight;
  }

  private @Nullable Insight insight(JsonValue row) {
    OffsetDateTime created = JsonFields.dateTime(row, "created");
    Insight.InsightType type = type(row.path("type"));
    if (created == null || type == null) {
      return null;
    }
    String html = JsonFields.text(row, "html");
    String text = JsonFields.text(row, "text");
    return new Insight(
        created,
        JsonFields.date(row, "target_date"),
        html == null ? null : InsightHtml.withSafeLinks(html),
        text != null || html == null ? text : InsightHtml.toPlainText(html),
        JsonFields.text(row, "value"),
        JsonFields.text(row, "value2"),
        JsonFields.text(row, "comment"),
        type);
  }

  private Insight.@Nullable InsightType type(JsonValue json) {
    String name = JsonFields.text(json, "name");
    if (name == null) {
      return null;
    }
    DecodedType known = types.get(name);
    if (known == null || !known.json().equals(json)) {
      known = new DecodedType(json, decoded(name, json));
      types.put(name, known);
    }
    return known.type();
  }

  private static Insight.InsightType decoded(String name, JsonValue json) {
    return new Insight.InsightType(
        name,
        JsonFields.integer(json, "period"),
        JsonFields.integer(json, "priority"),
        AttributeDecoder.attribute(json.path("attribute"), null));
  }
}
