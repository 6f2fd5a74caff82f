package io.existgraph.ready;

import java.util.zip.CRC32;

/// CRC-32 checksums of joined texts, out of the checksums of their parts: what zlib calls
/// `crc32_combine`.
final class Crc32Combination {
  private static final int POLYNOMIAL = 0xedb88320;
  private static final int ONE = 1 << 31;

  /// The powers `x^(2^i)`, modulo the polynomial.
  private static final int[] SQUARES = squares();

  private Crc32Combination() {}

  static int of(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /// The checksum of two texts after each other. `shift` is that of the second one's length.
  static int combine(int first, int second, int shift) {
    return multiply(shift, first) ^ second;
  }

  /// What so many bytes shift a checksum by.
  static int shift(int bytes) {
    int product = ONE;
    long bits = 8L * bytes;
    for (int i = 0; bits != 0; i++, bits >>= 1) {
      if ((bits & 1) != 0) {
        product = multiply(SQUARES[i], product);
      }
    }
    return product;
  }

  /// The product of two polynomials, modulo the polynomial of CRC-32; bits are reversed.
  private static int multiply(int one, int other) {
    int product = 0;
    int rest = other;
    for (int mask = ONE; mask != 0; mask >>>= 1) {
      product ^= (one & mask) == 0 ? 0 : rest;
      rest = rest >>> 1 ^ ((rest & 1) == 0 ? 0 : POLYNOMIAL);
    }
    return product;
  }

  private static int[] squares() {
    int[] squares = new int[Integer.SIZE + 3];
    squares[0] = ONE >>> 1;
    for (int i = 1; i < squares.length; i++) {
      squares[i] = multiply(squares[i - 1], squares[i - 1]);
    }
    return squares;
  }
}
