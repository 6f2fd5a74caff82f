package io.existgraph.ready;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes of everything in a request but its caller that an answer may depend on. The credential
/// is not among them.
///
/// The hash is seeded for each process, so that nobody can prepare colliding requests.
final class RequestBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long SEED = RANDOM.nextLong();
  private static final long FACTOR = RANDOM.nextLong() | 1;

  private final byte[] bytes;
  private final int hash;

  /// Keeps the array, which must not change any more.
  RequestBytes(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Long.hashCode(hash(bytes));
  }

  private static long hash(byte[] bytes) {
    long hash = SEED ^ bytes.length;
    int at = 0;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(bytes, at));
    }
    long rest = 0;
    for (; at < bytes.length; at++) {
      rest = rest << Byte.SIZE | (bytes[at] & 0xff);
    }
    return mix(hash ^ rest);
  }

  private static long mix(long value) {
    return Math.multiplyHigh(value, FACTOR) ^ value * FACTOR;
  }

  int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RequestBytes request
        && hash == request.hash
        && Arrays.equals(bytes, request.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// The length alone.
  @Override
  public String toString() {
    return "RequestBytes[" + bytes.length + "]";
  }
}
