package io.existgraph.exist.tree;

/// A number: a [Long], a [java.math.BigInteger] where it is too large for one, or a
/// [java.math.BigDecimal] where it has a fraction or an exponent.
public record JsonNumber(Number number) implements JsonValue {
  private static final JsonNumber[] SMALL = new JsonNumber[128];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new JsonNumber((long) i);
    }
  }

  /// A whole number; small ones, of which most are, exist once.
  static JsonNumber of(long number) {
    return number >= 0 && number < SMALL.length
        ? SMALL[(int) number]
        : new JsonNumber((Long) number);
  }

  @Override
  public String asString() {
    return number.toString();
  }
}
