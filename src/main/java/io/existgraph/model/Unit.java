package io.existgraph.model;

import org.jspecify.annotations.Nullable;

/// The unit that an attribute's values have, and its imperial form where there is one.
///
/// Exist stores metric values, but for precipitation, which is in inches of water per hour for
/// everybody. A percentage is stored as a ratio of 0 to 1 and shown in percent: 0.35 is 35 %.
public enum Unit {
  KM("km", "mi", 1 / 1.609344, Dimension.DISTANCE),
  KG("kg", "lb", 1 / 0.45359237, Dimension.WEIGHT),
  G("g", "oz", 1 / 28.349523125, Dimension.WEIGHT),
  MG("mg"),
  KJ("kJ", "kcal", 1 / 4.184, Dimension.ENERGY),
  ML("ml", "fl oz", 1 / 29.5735295625, Dimension.LIQUID),
  MINUTES("min"),
  PERCENT("%"),
  CELSIUS("°C", "°F", 1.8, Dimension.TEMPERATURE),
  KM_PER_HOUR("km/h", "mph", 1 / 1.609344, Dimension.DISTANCE),
  INCHES_PER_HOUR("in/h"),
  BPM("bpm"),
  MS("ms");

  private static final double FREEZING = 32;

  private final String metric;
  private final String imperial;
  private final double factor;
  private final @Nullable Dimension dimension;

  Unit(String symbol) {
    this(symbol, symbol, 1, null);
  }

  Unit(String metric, String imperial, double factor, @Nullable Dimension dimension) {
    this.metric = metric;
    this.imperial = imperial;
    this.factor = factor;
    this.dimension = dimension;
  }

  /// What it measures; null where both systems are alike.
  public @Nullable Dimension dimension() {
    return dimension;
  }

  /// The unit of an attribute: as documented, else by its type; null for counts, scales, times of
  /// day, booleans and text.
  public static @Nullable Unit of(AttributeName attribute, ValueType type) {
    Unit documented =
        KnownAttributes.of(attribute).map(KnownAttributes.KnownAttribute::unit).orElse(null);
    return switch (type) {
      case STRING, TIME_OF_DAY, TIME_OF_DAY_FROM_MIDDAY, BOOLEAN, SCALE -> null;
      case DURATION -> documented == null ? MINUTES : documented;
      case PERCENTAGE -> documented == null ? PERCENT : documented;
      case INTEGER, DECIMAL, UNKNOWN -> documented;
    };
  }

  /// How the unit is written, such as `km` or `mi`.
  public String symbol(UnitSystem system) {
    return system == UnitSystem.IMPERIAL ? imperial : metric;
  }

  /// Whether the two systems differ.
  public boolean hasImperial() {
    return !imperial.equals(metric);
  }

  /// A stored value, in the unit for display; a ratio becomes percent.
  public double convert(double stored, UnitSystem system) {
    if (this == PERCENT) {
      return stored * 100;
    }
    if (system == UnitSystem.METRIC) {
      return stored;
    }
    return this == CELSIUS ? stored * factor + FREEZING : stored * factor;
  }
}
