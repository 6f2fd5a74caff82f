package io.existgraph.exist.json;

import io.existgraph.data.ListResource;
import io.existgraph.data.Page;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Average;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Rows of Exist's lists. A row that lacks what the schema promises is null, and left out.
public final class RowDecoder {
  private RowDecoder() {}

  /// Reads a row; null when it lacks what the schema promises.
  @FunctionalInterface
  public interface Reader<R> {
    @Nullable R read(JsonNode row);
  }

  /// A page of a listing, its rows in display order. Of `next` only whether there is one is used,
  /// never its address.
  public static <R> Page<R> page(ListResource<R> listing, JsonNode node) {
    Page<R> page = page(node, reader(listing));
    return new Page<>(
        page.rows().stream().sorted(listing.order()).toList(),
        page.size(),
        page.hasNext(),
        page.count());
  }

  public static <R> Page<R> page(JsonNode node, Reader<R> reader) {
    List<JsonNode> rows = JsonFields.rows(node);
    boolean hasNext = !node.isArray() && JsonFields.text(node, "next") != null && !rows.isEmpty();
    Integer count = JsonFields.integer(node, "count");
    return new Page<>(readable(rows, reader), rows.size(), hasNext, count);
  }

  /// A list that comes in one piece.
  public static <R> Page<R> whole(JsonNode node, Reader<R> reader) {
    List<JsonNode> rows = JsonFields.rows(node);
    return new Page<>(readable(rows, reader), rows.size(), false, rows.size());
  }

  @SuppressWarnings("unchecked") // each listing has the reader of its own rows
  private static <R> Reader<R> reader(ListResource<R> listing) {
    Reader<?> reader =
        switch (listing) {
          case ListResource.Insights _ -> (Reader<Insight>) RowDecoder::insight;
          case ListResource.Averages(var of, _, _) -> (Reader<Average>) row -> average(row, of);
          case ListResource.Batch _ ->
              (Reader<Correlation>) row -> CorrelationDecoder.correlation(row, null);
          case ListResource.Correlations(var of, _, _, _) ->
              (Reader<Correlation>) row -> CorrelationDecoder.correlation(row, of);
        };
    return (Reader<R>) reader;
  }

  private static <R> List<R> readable(List<JsonNode> rows, Reader<R> reader) {
    return rows.stream()
        .<R>mapMulti(
            (row, next) -> {
              R read = reader.read(row);
              if (read != null) {
                next.accept(read);
              }
            })
        .toList();
  }

  /// `of` is the attribute that was asked about, where the row may not name it.
  public static @Nullable Average average(JsonNode row, @Nullable AttributeName of) {
    AttributeName named = AttributeDecoder.name(row, "attribute", "user_attribute");
    AttributeName attribute = named == null ? of : named;
    LocalDate date = JsonFields.date(row, "date");
    if (attribute == null || date == null) {
      return null;
    }
    Map<DayOfWeek, Double> weekdays = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      Double value = JsonFields.number(row, day.name().toLowerCase(Locale.ROOT));
      if (value != null) {
        weekdays.put(day, value);
      }
    }
    return new Average(attribute, date, JsonFields.number(row, "overall"), Map.copyOf(weekdays));
  }

  private static @Nullable Insight insight(JsonNode row) {
    OffsetDateTime created = JsonFields.dateTime(row, "created");
    JsonNode type = row.path("type");
    String name = JsonFields.text(type, "name");
    if (created == null || name == null) {
      return null;
    }
    Attribute attribute = AttributeDecoder.attribute(type.path("attribute"), null);
    String html = JsonFields.text(row, "html");
    String text = JsonFields.text(row, "text");
    return new Insight(
        created,
        JsonFields.date(row, "target_date"),
        html,
        text != null || html == null ? text : HtmlText.of(html),
        JsonFields.text(row, "value"),
        JsonFields.text(row, "value2"),
        JsonFields.text(row, "comment"),
        new Insight.Type(
            name,
            JsonFields.integer(type, "period"),
            JsonFields.integer(type, "priority"),
            attribute));
  }
}
