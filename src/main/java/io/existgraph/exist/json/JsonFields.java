package io.existgraph.exist.json;

import io.existgraph.exist.Failure;
import io.existgraph.exist.tree.JsonLiteral;
import io.existgraph.exist.tree.JsonNumber;
import io.existgraph.exist.tree.JsonString;
import io.existgraph.exist.tree.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lenient access to JSON fields that may be missing, null, or of another type than documented. A
/// field that cannot be read is null and does not affect its siblings.
public final class JsonFields {
  private static final int MAX_NUMBER_LENGTH = 40;
  private static final int MAX_MAGNITUDE = 400;

  private static final Pattern LINK =
      Pattern.compile("https?://[^\\s\\p{Cntrl}]+", Pattern.CASE_INSENSITIVE);

  private JsonFields() {}

  /// The text of a string or a number; null when it is empty.
  public static @Nullable String text(JsonValue object, String field) {
    return switch (object.path(field)) {
      case JsonString(var text) -> text.isEmpty() ? null : text;
      case JsonNumber number -> number.asString();
      default -> null;
    };
  }

  /// The text of an absolute address of the web; null where it is none. Any other would run or open
  /// something else when it is clicked.
  public static @Nullable String link(JsonValue object, String field) {
    String text = text(object, field);
    return text != null && isLink(text) ? text : null;
  }

  static boolean isLink(String text) {
    return LINK.matcher(text).matches();
  }

  /// A number or numeric text as a decimal.
  private static @Nullable BigDecimal decimal(JsonValue node) {
    return switch (node) {
      case JsonNumber(BigDecimal number) -> bounded(number);
      case JsonNumber(BigInteger number) -> bounded(new BigDecimal(number));
      case JsonNumber(var number) -> BigDecimal.valueOf(number.longValue());
      case JsonString(var text) -> decimal(text.trim());
      default -> null;
    };
  }

  private static @Nullable BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > MAX_NUMBER_LENGTH) {
      return null;
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// The number; null where its plain notation would have too many digits to be written out.
  private static @Nullable BigDecimal bounded(BigDecimal number) {
    return Math.abs((long) number.precision() - number.scale()) > MAX_MAGNITUDE ? null : number;
  }

  /// A number or numeric text within the range of a double.
  public static @Nullable Double number(JsonValue object, String field) {
    JsonValue node = object.path(field);
    if (node instanceof JsonNumber(Long whole)) {
      return whole.doubleValue();
    }
    BigDecimal decimal = decimal(node);
    double number = decimal == null ? Double.POSITIVE_INFINITY : decimal.doubleValue();
    return Double.isInfinite(number) ? null : (Double) number;
  }

  /// A number or numeric text without fraction, within the range of an int.
  public static @Nullable Integer integer(JsonValue object, String field) {
    if (object.path(field) instanceof JsonNumber(Long whole)) {
      return Math.clamp(whole, -Integer.MAX_VALUE, Integer.MAX_VALUE) == whole
          ? (Integer) whole.intValue()
          : null;
    }
    Double number = number(object, field);
    return number == null || number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE
        ? null
        : (Integer) number.intValue();
  }

  /// A boolean, also in the form `1`, `0`, `"true"` or `"false"`.
  public static @Nullable Boolean bool(JsonValue object, String field) {
    return switch (object.path(field).asString()) {
      case "true", "True", "1" -> Boolean.TRUE;
      case "false", "False", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  /// A date, also the date part of a date with time.
  public static @Nullable LocalDate date(JsonValue object, String field) {
    String text = text(object, field);
    return text == null ? null : DateParser.beginningOf(text);
  }

  /// A date with time and its offset; without one it is in UTC, as Exist documents.
  public static @Nullable OffsetDateTime dateTime(JsonValue object, String field) {
    String text = text(object, field);
    if (text == null) {
      return null;
    }
    OffsetDateTime usual = DateParser.secondOf(text);
    if (usual != null) {
      return usual;
    }
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T'));
    } catch (DateTimeException _) {
      return localDateTime(text);
    }
  }

  private static @Nullable OffsetDateTime localDateTime(String text) {
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).atOffset(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      return null;
    }
  }

  /// A JSON scalar as a number, string or boolean; null for null, objects and arrays.
  public static @Nullable Object scalar(JsonValue node) {
    return switch (node) {
      case JsonNumber(BigDecimal number) -> bounded(number);
      case JsonNumber(var number) -> number;
      case JsonString(var text) -> text;
      case JsonLiteral.TRUE -> true;
      case JsonLiteral.FALSE -> false;
      default -> null;
    };
  }

  /// The rows of an array, or of the `results` of a page; fails with [Failure.BadResponse]
  /// otherwise.
  public static List<JsonValue> rows(JsonValue node) {
    JsonValue array = node.isArray() ? node : node.path("results");
    if (!array.isArray()) {
      throw new Failure.BadResponse().asException();
    }
    return array.elements();
  }
}
