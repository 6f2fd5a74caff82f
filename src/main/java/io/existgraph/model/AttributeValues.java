package io.existgraph.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// Conversion of attribute values to the form of their type, and to text for people. A raw value is
/// a JSON scalar: a number, a text, a boolean or null.
public final class AttributeValues {
  private static final int MAX_NUMBER_LENGTH = 40;

  /// Of which no text is longer than [#MAX_NUMBER_LENGTH].
  private static final int MAX_PLAIN_DIGITS = 18;

  private static final int MAX_TRAILING_ZEROS = 30;
  private static final int MAX_DECIMALS = 400;
  private static final MathContext CONVERTED = new MathContext(12);
  private static final int HALF_DAY = 12 * 60;
  private static final int DAY = 24 * 60;

  private AttributeValues() {}

  /// The value as its type has it: `"8432"` of an INTEGER is 8432, 1 of a BOOLEAN is true. Null
  /// when it cannot be read as that type.
  public static @Nullable Object normalised(@Nullable Object raw, ValueType type) {
    if (raw == null) {
      return null;
    }
    return switch (type) {
      case STRING -> raw.toString();
      case BOOLEAN -> truth(raw);
      case DECIMAL, PERCENTAGE -> decimal(raw);
      case INTEGER, DURATION, TIME_OF_DAY, TIME_OF_DAY_FROM_MIDDAY, SCALE -> integer(raw);
      case UNKNOWN -> raw instanceof Number && decimal(raw) == null ? null : raw;
    };
  }

  private static @Nullable Boolean truth(Object raw) {
    if (raw instanceof Boolean known) {
      return known;
    }
    String text = raw.toString().trim();
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    BigDecimal number = decimal(raw);
    return number == null ? null : (Boolean) (number.signum() != 0);
  }

  /// A number that is safe to calculate with; null of what is none, or is absurdly long or large.
  private static @Nullable BigDecimal decimal(Object raw) {
    if (raw instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    if (raw instanceof BigDecimal number
        && number.precision() <= MAX_PLAIN_DIGITS
        && number.scale() >= 0
        && number.scale() <= MAX_PLAIN_DIGITS) {
      return number;
    }
    return decimalText(raw);
  }

  private static @Nullable BigDecimal decimalText(Object raw) {
    String text = raw.toString().trim();
    if (raw instanceof Boolean || text.isEmpty() || text.length() > MAX_NUMBER_LENGTH) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      boolean isSane = number.scale() >= -MAX_TRAILING_ZEROS && number.scale() <= MAX_DECIMALS;
      return isSane ? number : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// A whole number; of a value with decimals the decimal itself, rather than a wrong number.
  private static @Nullable Object integer(Object raw) {
    if (raw instanceof Long) {
      return raw;
    }
    BigDecimal number = decimal(raw);
    if (number == null) {
      return null;
    }
    if (number.stripTrailingZeros().scale() > 0) {
      return number;
    }
    BigInteger whole = number.toBigInteger();
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }

  /// The value for a chart, in the unit for display: a percentage of 0.35 is 35. A boolean is 1 or
  /// 0, text is null.
  public static @Nullable Double number(
      @Nullable Object value, ValueType type, @Nullable Unit unit, UnitSystem system) {
    BigDecimal amount = amount(value, type, unit, system);
    return amount == null ? null : (Double) amount.doubleValue();
  }

  /// The same number without binary rounding errors: 0.07 is 7 percent, not 7.000000000000001.
  public static @Nullable BigDecimal amount(
      @Nullable Object value, ValueType type, @Nullable Unit unit, UnitSystem system) {
    if (value instanceof Boolean flag) {
      return flag ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    BigDecimal number = value == null || type == ValueType.STRING ? null : decimal(value);
    return number == null || unit == null
        ? number
        : BigDecimal.valueOf(unit.convert(number.doubleValue(), system)).round(CONVERTED);
  }

  /// The value of a STRING attribute; null of others.
  public static @Nullable String text(@Nullable Object value, ValueType type) {
    return value == null || type != ValueType.STRING ? null : value.toString();
  }

  /// A time of day on the clock; null of other types, and of minutes outside 0..1439. Minutes from
  /// midday go on after midnight: 765 is 00:45.
  public static @Nullable LocalTime timeOfDay(@Nullable Object value, ValueType type) {
    BigDecimal number = value == null ? null : decimal(value);
    if (number == null || !isTimeOfDay(type)) {
      return null;
    }
    if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(DAY)) >= 0) {
      return null;
    }
    long minutes = number.setScale(0, RoundingMode.HALF_UP).longValue();
    long offset = type == ValueType.TIME_OF_DAY_FROM_MIDDAY ? HALF_DAY : 0;
    return LocalTime.MIN.plusMinutes((minutes + offset) % DAY);
  }

  /// Whether values of that type are minutes on the clock.
  public static boolean isTimeOfDay(ValueType type) {
    return type == ValueType.TIME_OF_DAY || type == ValueType.TIME_OF_DAY_FROM_MIDDAY;
  }

  /// The value for people, with its unit: `7.2 km`, `7 h 05 min`, `23:40`; null for no data.
  public static @Nullable String formatted(
      @Nullable Object value, ValueType type, @Nullable Unit unit, UnitSystem system) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Boolean flag) {
      return flag ? "Yes" : "No";
    }
    if (isTimeOfDay(type)) {
      LocalTime time = timeOfDay(value, type);
      return time == null ? null : time.toString();
    }
    BigDecimal amount = amount(value, type, unit, system);
    return amount == null ? null : NumberFormatter.formatted(amount, unit, system);
  }

  /// A number that is already in the unit for display, for people.
  public static @Nullable String formattedAmount(
      double amount, ValueType type, @Nullable Unit unit, UnitSystem system) {
    return isTimeOfDay(type)
        ? formatted(amount, type, unit, system)
        : NumberFormatter.formatted(BigDecimal.valueOf(amount), unit, system);
  }

  /// A stored number in that system, where the systems of its unit differ; as it is elsewhere.
  public static double converted(double stored, @Nullable Unit unit, UnitSystem system) {
    return unit == null || !unit.hasImperial() || system == UnitSystem.METRIC
        ? stored
        : BigDecimal.valueOf(unit.convert(stored, system)).round(CONVERTED).doubleValue();
  }
}
