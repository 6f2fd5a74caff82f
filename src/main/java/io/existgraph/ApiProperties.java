package io.existgraph;

import static io.existgraph.GatewayProperties.require;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The version and origin of the API, and the HTTP proxy on the way to it. `http` is allowed on
/// loopback addresses only, since requests carry tokens.
record ApiProperties(
    @DefaultValue("v1") ApiVersion version,
    @DefaultValue("https://exist.io") URI baseUrl,
    @Nullable URI proxy) {
  enum ApiVersion {
    V1,
    V2
  }

  private static final int MAX_PORT = 65_535;

  ApiProperties {
    require(isOrigin(baseUrl), "exist.api.base-url must be scheme, host and port alone");
    boolean isSafe =
        "https".equals(baseUrl.getScheme())
            || ("http".equals(baseUrl.getScheme()) && isLoopback(baseUrl.getHost()));
    require(isSafe, "exist.api.base-url must be https, or http on a loopback address");
    require(
        proxy == null || isProxy(proxy),
        "exist.api.proxy must be an address such as http://proxy.example:3128");
  }

  private static boolean isProxy(URI url) {
    return "http".equals(url.getScheme())
        && url.getHost() != null
        && url.getPort() > 0
        && url.getPort() <= MAX_PORT
        && List.of("", "/").contains(url.getPath())
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  /// Without the proxy, whose address may contain a password.
  @Override
  public String toString() {
    return "Api[" + version + ", " + baseUrl + "]";
  }

  private static boolean isOrigin(URI url) {
    return url.getHost() != null
        && url.getPort() <= MAX_PORT
        && List.of("", "/").contains(url.getPath())
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
