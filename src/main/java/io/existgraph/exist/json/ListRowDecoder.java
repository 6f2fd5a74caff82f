package io.existgraph.exist.json;

import io.existgraph.data.AverageListResource;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.CorrelationListResource;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListResource;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.AttributeName;
import io.existgraph.model.WeeklyAverage;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A decoder of the rows of Exist's lists. Rows without a required field of the schema are skipped.
public final class ListRowDecoder {
  /// How many rows are requested at a time.
  private static final int FULL_PAGE = 100;

  private static final Map<DayOfWeek, String> WEEKDAYS = new EnumMap<>(DayOfWeek.class);

  static {
    for (DayOfWeek day : DayOfWeek.values()) {
      WEEKDAYS.put(day, day.name().toLowerCase(Locale.ROOT));
    }
  }

  private ListRowDecoder() {}

  /// A decoder of one row; null where a required field is missing.
  @FunctionalInterface
  public interface RowReader<R> {
    @Nullable R read(JsonValue row);
  }

  /// A page of a list, its rows in display order. `next` is only tested for presence; its address
  /// is never used.
  public static <R> ListPage<R> page(ListResource<R> list, int number, JsonValue node) {
    return page(number, node, reader(list), list.order());
  }

  /// A page of rows that the reader decodes. Another one follows where Exist says so, and after a
  /// full page where its `count` promises more.
  public static <R> ListPage<R> page(int number, JsonValue node, RowReader<R> reader) {
    return page(number, node, reader, null);
  }

  private static <R> ListPage<R> page(
      int number, JsonValue node, RowReader<R> reader, @Nullable Comparator<R> order) {
    List<JsonValue> rows = JsonFields.rows(node);
    Integer count = JsonFields.integer(node, "count");
    boolean isPromised =
        rows.size() >= FULL_PAGE && count != null && count > (long) number * rows.size();
    boolean hasNext =
        !node.isArray() && !rows.isEmpty() && (isPromised || JsonFields.text(node, "next") != null);
    return new ListPage<>(
        readable(rows, reader, order),
        rows.size(),
        hasNext,
        count == null || count < 0 ? null : count);
  }

  /// A list without pages.
  public static <R> ListPage<R> completeList(JsonValue node, RowReader<R> reader) {
    List<JsonValue> rows = JsonFields.rows(node);
    return new ListPage<>(readable(rows, reader, null), rows.size(), false, rows.size());
  }

  @SuppressWarnings("unchecked") // each list has the reader of its own rows
  private static <R> RowReader<R> reader(ListResource<R> list) {
    RowReader<?> reader =
        switch (list) {
          case InsightListResource _ -> InsightDecoder.reader();
          case AverageListResource(var requested, _, _) ->
              (RowReader<WeeklyAverage>) row -> average(row, requested);
          case CorrelationBatchResource _ -> CorrelationDecoder.reader(null);
          case CorrelationListResource(var requested, _, _, _) ->
              CorrelationDecoder.reader(requested);
        };
    return (RowReader<R>) reader;
  }

  /// The rows that can be read, in that order or else in their own.
  private static <R> List<R> readable(
      List<JsonValue> rows, RowReader<R> reader, @Nullable Comparator<R> order) {
    List<R> readable = new ArrayList<>(rows.size());
    for (JsonValue row : rows) {
      R read = reader.read(row);
      if (read != null) {
        readable.add(read);
      }
    }
    if (order != null) {
      readable.sort(order);
    }
    return Collections.unmodifiableList(readable);
  }

  /// An average; null where a required field is missing. `requested` is the requested attribute,
  /// for rows that do not name it.
  public static @Nullable WeeklyAverage average(JsonValue row, @Nullable AttributeName requested) {
    AttributeName named = AttributeDecoder.name(row, "attribute", "user_attribute");
    AttributeName attribute = named == null ? requested : named;
    LocalDate date = JsonFields.date(row, "date");
    if (attribute == null || date == null) {
      return null;
    }
    Map<DayOfWeek, Double> weekdays = new EnumMap<>(DayOfWeek.class);
    WEEKDAYS.forEach(
        (day, field) -> {
          Double value = JsonFields.number(row, field);
          if (value != null) {
            weekdays.put(day, value);
          }
        });
    return new WeeklyAverage(
        attribute, date, JsonFields.number(row, "overall"), Map.copyOf(weekdays));
  }
}
