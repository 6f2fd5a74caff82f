package io.existgraph.simulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A value type, with Exist's code and description.
enum SimulatedType {
  INTEGER(0, "Integer"),
  FLOAT(1, "Float"),
  STRING(2, "String"),
  PERIOD(3, "Period (min)"),
  TIME(4, "Time of day (min from midnight)"),
  PERCENTAGE(5, "Percentage"),
  TIME_FROM_MIDDAY(6, "Time of day (min from midday)"),
  BOOLEAN(7, "Boolean"),
  SCALE(8, "Integer scale (1-9)");

  private static final int MAX_TEXT_LENGTH = 1000;

  final int code;
  final String description;

  SimulatedType(int code, String description) {
    this.code = code;
    this.description = description;
  }

  static @Nullable SimulatedType of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(null);
  }

  /// The value that Exist shows for a day without a record.
  @Nullable Object empty() {
    return switch (this) {
      case INTEGER, PERIOD, BOOLEAN -> 0;
      case FLOAT, PERCENTAGE -> 0.0;
      case STRING, TIME, TIME_FROM_MIDDAY, SCALE -> null;
    };
  }

  /// The error message for a value that cannot be written; null where it can.
  @Nullable String validationError(JsonNode value) {
    return switch (this) {
      case STRING -> text(value);
      case FLOAT -> value.isNumber() ? null : "Cannot apply a " + kind(value) + " to a float type";
      case PERCENTAGE ->
          value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 1
              ? null
              : "Value must be a float between 0 and 1";
      case INTEGER, PERIOD -> whole(value, 0, Integer.MAX_VALUE);
      case TIME, TIME_FROM_MIDDAY -> whole(value, 0, 1439);
      case BOOLEAN -> whole(value, 0, 1);
      case SCALE -> whole(value, 1, 9);
    };
  }

  /// The value as it is stored: text without blanks around it, numbers with at most four decimals.
  Object read(JsonNode value) {
    return switch (this) {
      case STRING -> value.stringValue().strip();
      case FLOAT, PERCENTAGE -> SampleStatistics.round(value.doubleValue(), 4);
      default -> value.intValue();
    };
  }

  private static @Nullable String text(JsonNode value) {
    if (!value.isString()) {
      return "Cannot apply a " + kind(value) + " to a string type";
    }
    return value.stringValue().length() <= MAX_TEXT_LENGTH
        ? null
        : "Value must be at most " + MAX_TEXT_LENGTH + " characters";
  }

  private static @Nullable String whole(JsonNode value, int lowest, int highest) {
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      return "Cannot apply a " + kind(value) + " to an integer type";
    }
    return value.intValue() >= lowest && value.intValue() <= highest
        ? null
        : "Value must be an integer between " + lowest + " and " + highest;
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> value.isIntegralNumber() ? "large integer" : "float";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      default -> "structure";
    };
  }
}
