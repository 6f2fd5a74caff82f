package io.existgraph.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An immutable array of raw JSON scalars, packed where all of them are numbers: 8 bytes for an
/// integer, 9 for a decimal. What is read is equal to what was stored.
sealed interface PackedValueArray
    permits PackedIntegers,
        PackedDecimals,
        PackedValueArray.EmptyArray,
        PackedValueArray.ScalarArray {
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
      return new EmptyArray(values.length);
    }
    boolean areIntegers = true;
    boolean areNumbers = true;
    for (Object value : values) {
      areIntegers &= value == null || PackedIntegers.canHold(value);
      areNumbers &= value == null || PackedIntegers.canHold(value) || PackedDecimals.canHold(value);
    }
    return areIntegers
        ? PackedIntegers.of(values)
        : areNumbers ? PackedDecimals.of(values) : new ScalarArray(values.clone());
  }

  /// The values of both, one array after the other.
  static PackedValueArray joined(PackedValueArray first, PackedValueArray second) {
    @Nullable Object[] values = new Object[first.length() + second.length()];
    Arrays.setAll(values, i -> i < first.length() ? first.get(i) : second.get(i - first.length()));
    return of(values);
  }

  /// Nothing, so many times: takes no room.
  record EmptyArray(int length) implements PackedValueArray {
    @Override
    public @Nullable Object get(int index) {
      return null;
    }

    @Override
    public PackedValueArray slice(int from, int to) {
      return new EmptyArray(to - from);
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

  /// Any scalars.
  final class ScalarArray implements PackedValueArray {
    private static final int REFERENCE = 4;
    private static final int OBJECT = 56;

    private final @Nullable Object[] values;

    private ScalarArray(@Nullable Object[] values) {
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
