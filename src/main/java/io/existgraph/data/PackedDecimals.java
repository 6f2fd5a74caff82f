package io.existgraph.data;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An array of decimals and integers, or nothing.
final class PackedDecimals implements PackedValueArray {
  private static final int MAX_PRECISION = 18;
  private static final int MAX_SCALE = 100;
  private static final byte NONE = Byte.MIN_VALUE;
  private static final byte INTEGER = Byte.MAX_VALUE;

  private final long[] unscaled;
  private final byte[] scales;

  private PackedDecimals(long[] unscaled, byte[] scales) {
    this.unscaled = unscaled;
    this.scales = scales;
  }

  static boolean canHold(Object value) {
    return value instanceof BigDecimal number
        && number.precision() <= MAX_PRECISION
        && Math.abs(number.scale()) <= MAX_SCALE;
  }

  static PackedDecimals of(@Nullable Object[] values) {
    long[] unscaled = new long[values.length];
    byte[] scales = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case BigDecimal number -> {
          unscaled[i] = number.unscaledValue().longValueExact();
          scales[i] = (byte) number.scale();
        }
        case Long number -> {
          unscaled[i] = number;
          scales[i] = INTEGER;
        }
        case null, default -> scales[i] = NONE;
      }
    }
    return new PackedDecimals(unscaled, scales);
  }

  @Override
  public int length() {
    return unscaled.length;
  }

  @Override
  public @Nullable Object get(int index) {
    return switch (scales[index]) {
      case NONE -> null;
      case INTEGER -> (Object) unscaled[index];
      default -> BigDecimal.valueOf(unscaled[index], scales[index]);
    };
  }

  @Override
  public PackedValueArray slice(int from, int to) {
    return new PackedDecimals(
        Arrays.copyOfRange(unscaled, from, to), Arrays.copyOfRange(scales, from, to));
  }

  @Override
  public int weight() {
    return (Long.BYTES + Byte.BYTES) * unscaled.length;
  }
}
