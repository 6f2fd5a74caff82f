package io.existgraph.ready;

import io.existgraph.credential.CallerId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The key of a ready answer: the caller, and the bytes of everything else in the request that its
/// answer may depend on. The credential itself is not among them.
///
/// The hash is seeded for each process, so that nobody can prepare colliding requests.
public final class ReadyKey {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long SEED = RANDOM.nextLong();
  private static final long FACTOR = RANDOM.nextLong() | 1;
  private static final int OBJECT_BYTES = 120;

  private final CallerId caller;
  private final byte[] request;
  private final boolean acceptsGzip;
  private final int hash;

  /// Keeps the array, which must not change any more.
  public ReadyKey(CallerId caller, byte[] request, boolean acceptsGzip) {
    this.caller = caller;
    this.request = request;
    this.acceptsGzip = acceptsGzip;
    this.hash = caller.hashCode() * 31 + Long.hashCode(hash(request));
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

  boolean acceptsGzip() {
    return acceptsGzip;
  }

  /// Estimated size on the heap in bytes.
  int weight() {
    return OBJECT_BYTES + request.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReadyKey key
        && hash == key.hash
        && acceptsGzip == key.acceptsGzip
        && caller.equals(key.caller)
        && Arrays.equals(request, key.request);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// The caller's digest alone.
  @Override
  public String toString() {
    return "ReadyKey[" + caller + "]";
  }
}
