package io.existgraph.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An array of integers that fit into a `long`, or nothing.
final class PackedIntegers implements PackedValueArray {
  private static final long NONE = Long.MIN_VALUE;

  private final long[] values;

  private PackedIntegers(long[] values) {
    this.values = values;
  }

  static boolean canHold(Object value) {
    return value instanceof Long number && number != NONE;
  }

  static PackedIntegers of(@Nullable Object[] values) {
    long[] packed = new long[values.length];
    Arrays.setAll(packed, i -> values[i] instanceof Long number ? number : NONE);
    return new PackedIntegers(packed);
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
    return new PackedIntegers(Arrays.copyOfRange(values, from, to));
  }

  @Override
  public int weight() {
    return Long.BYTES * values.length;
  }
}
