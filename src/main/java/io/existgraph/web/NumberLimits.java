package io.existgraph.web;

import java.math.BigDecimal;
import java.math.BigInteger;

/// The limits of numbers from clients: their digits, and their exponents. Every `double` is within
/// them. GraphQL Java writes out the digits of a number to see whether it is whole, which takes
/// time with the square of the exponent.
final class NumberLimits {
  static final int MAX_DIGITS = 400;
  static final int MAX_EXPONENT = 400;
  static final String MESSAGE =
      "A number has more than %d digits, or an exponent beyond %d."
          .formatted(MAX_DIGITS, MAX_EXPONENT);

  /// No integer of [#MAX_DIGITS] digits has as many bits.
  private static final int MAX_BITS = 4 * MAX_DIGITS;

  private NumberLimits() {}

  static boolean isBeyond(Number number) {
    return switch (number) {
      case BigDecimal decimal ->
          decimal.precision() > MAX_DIGITS || Math.abs((long) decimal.scale()) > MAX_EXPONENT;
      case BigInteger integer -> isBeyond(integer);
      default -> false;
    };
  }

  private static boolean isBeyond(BigInteger integer) {
    return integer.bitLength() > MAX_BITS || new BigDecimal(integer).precision() > MAX_DIGITS;
  }
}
