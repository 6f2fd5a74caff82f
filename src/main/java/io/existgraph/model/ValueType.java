package io.existgraph.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The type of an attribute's values, with Exist's numeric `value_type`.
public enum ValueType {
  INTEGER(0),
  DECIMAL(1),
  STRING(2),
  DURATION(3),
  TIME_OF_DAY(4),
  PERCENTAGE(5),
  TIME_OF_DAY_FROM_MIDDAY(6),
  BOOLEAN(7),
  SCALE(8),
  UNKNOWN(-1);

  private static final List<ValueType> ALL = List.of(values());

  private final int code;

  ValueType(int code) {
    this.code = code;
  }

  /// Exist's number for the type.
  public int code() {
    return code;
  }

  /// The type that Exist gives this number; `UNKNOWN` for a number that is not documented.
  public static ValueType of(@Nullable Integer code) {
    if (code != null) {
      for (ValueType type : ALL) {
        if (type.code == code) {
          return type;
        }
      }
    }
    return UNKNOWN;
  }
}
