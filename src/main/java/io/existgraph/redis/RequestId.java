package io.existgraph.redis;

/// The ids of reserved requests: 24 bits for the instance, 40 for a sequence number. In Redis and
/// in messages they are written in base 36.
final class RequestId {
  private static final int SEQUENCE_BITS = 40;
  private static final int RADIX = 36;

  private RequestId() {}

  static long of(int instance, long sequence) {
    return ((long) instance << SEQUENCE_BITS) | (sequence & ((1L << SEQUENCE_BITS) - 1));
  }

  static boolean isOf(int instance, long id) {
    return id >>> SEQUENCE_BITS == instance;
  }

  static String text(long id) {
    return Long.toUnsignedString(id, RADIX);
  }

  static long parse(String text) {
    return Long.parseUnsignedLong(text, RADIX);
  }
}
