package io.existgraph.ready;

import io.existgraph.credential.CallerId;
import org.jspecify.annotations.Nullable;

/// The key of a ready answer: the caller, and everything else in the request that its answer may
/// depend on.
public final class ReadyKey {
  private static final int OBJECT_BYTES = 120;

  private final CallerId caller;
  private final RequestBytes request;
  private final boolean acceptsGzip;
  private final int hash;

  /// Keeps the array, which must not change any more. The credential is not in it.
  public ReadyKey(CallerId caller, byte[] request, boolean acceptsGzip) {
    this.caller = caller;
    this.request = new RequestBytes(request);
    this.acceptsGzip = acceptsGzip;
    this.hash = caller.hashCode() * 31 + this.request.hashCode();
  }

  RequestBytes request() {
    return request;
  }

  boolean acceptsGzip() {
    return acceptsGzip;
  }

  /// Estimated size on the heap in bytes.
  int weight() {
    return OBJECT_BYTES + request.length();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReadyKey key
        && hash == key.hash
        && acceptsGzip == key.acceptsGzip
        && caller.equals(key.caller)
        && request.equals(key.request);
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
