package io.existgraph.data;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An immutable array of raw JSON scalars, packed where all of them are numbers: 8 bytes for an
/// integer, 9 for a decimal. What is read is equal to what was stored.
sealed interface PackedValueArray {
  int length();

  @Nullable Object get(int index);

  default List<@Nullable Object> toList() {
    @Nullable Object[] values = new Object[length()];
    Arrays.setAll(values, this::get);
    return Arrays.asList(values);
  }

  /// The values from one index up to another, exclusive.
  PackedValueArray slice(int from, int to);

  /// Estimated size on the heap in bytes.
  int weight();

  /// Whether it holds nothing at all.
  default boolean isEmpty() {
    return false;
  }

  static PackedValueArray of(@Nullable Object[] values) {
    if (Arrays.stream(values).allMatch(Objects::isNull)) {
      return new Empty(values.length);
    }
    boolean areIntegers = true;
    boolean areNumbers = true;
    for (Object value : values) {
      areIntegers &= value == null || isInteger(value);
      areNumbers &= value == null || isInteger(value) || isShortDecimal(value);
    }
    return areIntegers
        ? Integers.of(values)
        : areNumbers ? Decimals.of(values) : new Scalars(values.clone());
  }

  private static boolean isInteger(Object value) {
    return value instanceof Long number && number != Integers.NONE;
  }

  private static boolean isShortDecimal(Object value) {
    return value instanceof BigDecimal number
        && number.precision() <= Decimals.MAX_PRECISION
        && Math.abs(number.scale()) <= Decimals.MAX_SCALE;
  }

  /// The values of both, one array after the other.
  static PackedValueArray joined(PackedValueArray first, PackedValueArray second) {
    @Nullable Object[] values = new Object[first.length() + second.length()];
    Arrays.setAll(values, i -> i < first.length() ? first.get(i) : second.get(i - first.length()));
    return of(values);
  }

  /// Nothing, so many times: takes no room.
  record Empty(int length) implements PackedValueArray {
    @Override
    public @Nullable Object get(int index) {
      return null;
    }

    @Override
    public PackedValueArray slice(int from, int to) {
      return new Empty(to - from);
    }

    @Override
    public boolean isEmpty() {
      return true;
    }

    @Override
    public int weight() {
      return 0;
    }
  }

  /// Integers that fit into a `long`, or nothing.
  final class Integers implements PackedValueArray {
    private static final long NONE = Long.MIN_VALUE;

    private final long[] values;

    private Integers(long[] values) {
      this.values = values;
    }

    private static Integers of(@Nullable Object[] values) {
      long[] packed = new long[values.length];
      Arrays.setAll(packed, i -> values[i] instanceof Long number ? number : NONE);
      return new Integers(packed);
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public @Nullable Object get(int index) {
      return values[index] == NONE ? null : (Object) values[index];
    }

    @Override
    public PackedValueArray slice(int from, int to) {
      return new Integers(Arrays.copyOfRange(values, from, to));
    }

    @Override
    public int weight() {
      return Long.BYTES * values.length;
    }
  }

  /// Decimals and integers, or nothing.
  final class Decimals implements PackedValueArray {
    private static final int MAX_PRECISION = 18;
    private static final int MAX_SCALE = 100;
    private static final byte NONE = Byte.MIN_VALUE;
    private static final byte INTEGER = Byte.MAX_VALUE;

    private final long[] unscaled;
    private final byte[] scales;

    private Decimals(long[] unscaled, byte[] scales) {
      this.unscaled = unscaled;
      this.scales = scales;
    }

    private static Decimals of(@Nullable Object[] values) {
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
      return new Decimals(unscaled, scales);
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
      return new Decimals(
          Arrays.copyOfRange(unscaled, from, to), Arrays.copyOfRange(scales, from, to));
    }

    @Override
    public int weight() {
      return (Long.BYTES + Byte.BYTES) * unscaled.length;
    }
  }

  /// Any scalars.
  final class Scalars implements PackedValueArray {
    private static final int REFERENCE = 4;
    private static final int OBJECT = 56;

    private final @Nullable Object[] values;

    private Scalars(@Nullable Object[] values) {
      this.values = values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public @Nullable Object get(int index) {
      return values[index];
    }

    @Override
    public PackedValueArray slice(int from, int to) {
      return of(Arrays.copyOfRange(values, from, to));
    }

    @Override
    public int weight() {
      int weight = REFERENCE * values.length;
      for (Object value : values) {
        weight +=
            switch (value) {
              case null -> 0;
              case Boolean _ -> 0;
              case String text -> OBJECT + 2 * text.length();
              default -> OBJECT;
            };
      }
      return weight;
    }
  }
}
