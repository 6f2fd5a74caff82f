package io.existgraph.upstream.json;

import io.existgraph.upstream.Answer;
import io.existgraph.upstream.DayBook;
import io.existgraph.upstream.Json;
import io.existgraph.upstream.Topic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// The values of one attribute, in pages.
public final class DaysJson {
  private DaysJson() {}

  /// A page of so many days up to one. When another follows it covers the days down to its oldest
  /// row; the last one covers all that was asked for.
  public static void tellPage(
      Topic.DaysOf topic, JsonNode json, LocalDate to, int days, Instant sentAt, Answer answer) {
    List<JsonNode> rows = Json.rows(json);
    LocalDate from = to.minusDays(days - 1L);
    if (Json.text(json, "next") != null) {
      from =
          rows.stream()
              .map(it -> Json.date(it, "date"))
              .filter(Objects::nonNull)
              .min(Comparator.naturalOrder())
              .orElse(from);
    }
    answer.tell(topic, DayBook.of(from, to, AttributeJson.values(rows), sentAt));
    answer.leaveOut((int) rows.stream().filter(it -> Json.date(it, "date") == null).count());
  }
}
