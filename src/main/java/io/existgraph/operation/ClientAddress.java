package io.existgraph.operation;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The address that a request came from, as [RejectionsByAddress] counts it.
public final class ClientAddress {
  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  /// Of IPv6 the network, as one client has all its addresses. Empty where it is unknown.
  public static String of(@Nullable InetSocketAddress remote) {
    if (remote == null) {
      return "";
    }
    return remote.getAddress() instanceof Inet6Address ip
        ? HexFormat.of().formatHex(ip.getAddress(), 0, NETWORK_BYTES)
        : remote.getHostString();
  }
}
