package io.existgraph.exist;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The OAuth2 client that the gateway is set up with, if any, and where Exist signs users in.
public record OAuthClient(@Nullable String id, @Nullable String secret, Supplier<URI> exist) {
  /// The address to send a browser to so that its user can authorize a client. Computed without a
  /// request.
  public String authorizationUrl(
      @Nullable String clientId, String redirectUri, List<String> scope, @Nullable String state) {
    String client = idOr(clientId);
    if (!isRedirect(redirectUri)) {
      throw new Failure.BadRequest("redirectUri must be an https address.").asException();
    }
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client);
    query.put("redirect_uri", redirectUri);
    query.put("scope", String.join(" ", scope));
    if (state != null) {
      query.put("state", state);
    }
    return query.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&", exist.get().resolve("/oauth2/authorize") + "?", ""));
  }

  /// The client id to use: the one given, else the gateway's own.
  public String idOr(@Nullable String given) {
    return present(given, id);
  }

  /// The client secret to use: the one given, else the gateway's own.
  public String secretOr(@Nullable String given) {
    return present(given, secret);
  }

  private static String present(@Nullable String given, @Nullable String own) {
    String value = given == null ? own : given;
    if (value == null || value.isBlank()) {
      throw new Failure.InvalidClient().asException();
    }
    return value;
  }

  /// Exist wants https; on a developer's own machine plain http will do.
  private static boolean isRedirect(String text) {
    try {
      URI uri = new URI(text);
      boolean isLocal = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
      return uri.getHost() != null
          && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLocal));
    } catch (URISyntaxException ignored) {
      return false;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "OAuthClient";
  }
}
