package io.existgraph.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values of attributes, as their type wants them and as people read them. A raw value is a JSON
/// scalar: a number, a text, a boolean or null.
public final class AttributeValues {
  private static final int LONGEST_NUMBER = 40;
  private static final int MOST_DIGITS = 30;
  private static final int HOUR = 60;
  private static final int HALF_DAY = 12 * HOUR;
  private static final int DAY = 24 * HOUR;

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
      case UNKNOWN -> raw;
    };
  }

  private static @Nullable Boolean truth(Object raw) {
    if (raw instanceof Boolean known) {
      return known;
    }
    if ("true".equals(raw) || "false".equals(raw)) {
      return "true".equals(raw);
    }
    BigDecimal number = decimal(raw);
    return number == null ? null : (Boolean) (number.signum() != 0);
  }

  private static @Nullable BigDecimal decimal(Object raw) {
    String text = raw.toString().trim();
    if (raw instanceof Boolean || text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      boolean isSane =
          Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= LONGEST_NUMBER;
      return isSane ? number : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /// A whole number; of a value with decimals the decimal itself, rather than a wrong number.
  private static @Nullable Object integer(Object raw) {
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

  /// The value for a chart, in the unit that is told; a boolean is 1 or 0, text is null.
  public static @Nullable Double number(
      @Nullable Object value, ValueType type, @Nullable Unit unit, UnitSystem system) {
    if (value instanceof Boolean flag) {
      return flag ? 1.0 : 0.0;
    }
    BigDecimal number = value == null || type == ValueType.STRING ? null : decimal(value);
    if (number == null) {
      return null;
    }
    return unit == null ? number.doubleValue() : clean(unit.convert(number.doubleValue(), system));
  }

  /// Without the dust of binary arithmetic: 0.35 is 35 percent, not 35.00000000000001.
  private static double clean(double number) {
    return BigDecimal.valueOf(number).round(new java.math.MathContext(12)).doubleValue();
  }

  /// The value of a STRING attribute; null of others.
  public static @Nullable String text(@Nullable Object value, ValueType type) {
    return value == null || type != ValueType.STRING ? null : value.toString();
  }

  /// A time of day on the clock; null of other types, and of minutes beyond a day.
  public static @Nullable LocalTime timeOfDay(@Nullable Object value, ValueType type) {
    BigDecimal number = value == null ? null : decimal(value);
    if (number == null || !isTimeOfDay(type)) {
      return null;
    }
    long minutes = number.setScale(0, RoundingMode.HALF_UP).longValue();
    if (minutes < 0 || minutes >= DAY) {
      return null;
    }
    long offset = type == ValueType.TIME_OF_DAY_FROM_MIDDAY ? HALF_DAY : 0;
    return LocalTime.MIN.plusMinutes((minutes + offset) % DAY);
  }

  private static boolean isTimeOfDay(ValueType type) {
    return type == ValueType.TIME_OF_DAY || type == ValueType.TIME_OF_DAY_FROM_MIDDAY;
  }

  /// The value for people, with its unit: `7.2 km`, `7 h 05 min`, `23:40`.
  public static @Nullable String formatted(
      @Nullable Object value, ValueType type, @Nullable Unit unit, UnitSystem system) {
    if (value == null) {
      return null;
    }
    if (value instanceof Boolean flag) {
      return flag ? "Yes" : "No";
    }
    if (isTimeOfDay(type)) {
      LocalTime time = timeOfDay(value, type);
      return time == null ? null : time.toString();
    }
    Double number = number(value, type, unit, system);
    if (number == null) {
      return value.toString();
    }
    return unit == Unit.MINUTES ? duration(number) : withUnit(number, unit, system);
  }

  private static String withUnit(double number, @Nullable Unit unit, UnitSystem system) {
    String digits = rounded(number);
    return unit == null ? digits : digits + " " + unit.symbol(system);
  }

  private static String rounded(double number) {
    BigDecimal tenth = BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP);
    var format = new DecimalFormat("#,##0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return tenth.signum() == 0 ? "0" : format.format(tenth);
  }

  private static String duration(double number) {
    long minutes = BigDecimal.valueOf(number).setScale(0, RoundingMode.HALF_UP).longValue();
    if (Math.abs(minutes) < HOUR) {
      return minutes + " min";
    }
    String hours = rounded((double) (minutes - minutes % HOUR) / HOUR);
    return hours + " h " + String.format(Locale.ROOT, "%02d", Math.abs(minutes % HOUR)) + " min";
  }
}
