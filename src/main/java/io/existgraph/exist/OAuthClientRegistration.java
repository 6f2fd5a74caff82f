package io.existgraph.exist;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The OAuth2 client of the settings, if any, and the address at which Exist signs users in.
public record OAuthClientRegistration(
    @Nullable String id, @Nullable String secret, Supplier<URI> exist) {
  /// The schemes that browsers run or render themselves.
  private static final Set<String> REFUSED_SCHEMES = Set.of("javascript", "data", "vbscript");

  /// An absolute address without a fragment, blanks or control characters (RFC 6749, 3.1.2).
  private static final Pattern REDIRECT =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):[^#\\s\\p{Cntrl}]+");

  /// The address to send a browser to so that its user can authorize a client. Computed without a
  /// request. `codeChallenge` is null without PKCE.
  public String authorizationUrl(
      @Nullable String clientId,
      String redirectUri,
      List<String> scope,
      @Nullable String state,
      @Nullable String codeChallenge) {
    String client = idOr(clientId);
    if (!isRedirect(redirectUri)) {
      throw new Failure.BadRequest(
              "redirectUri must be an absolute address without a fragment or blanks.")
          .asException();
    }
    PkceValidator.checkChallenge(codeChallenge);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client);
    query.put("redirect_uri", redirectUri);
    query.put("scope", String.join(" ", scope));
    if (state != null) {
      query.put("state", state);
    }
    if (codeChallenge != null) {
      query.put("code_challenge", codeChallenge);
      query.put("code_challenge_method", PkceValidator.METHOD);
    }
    return query.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&", exist.get().resolve("/oauth2/authorize") + "?", ""));
  }

  /// Exist compares the address with those that are registered for the client.
  private static boolean isRedirect(String text) {
    Matcher address = REDIRECT.matcher(text);
    return address.matches()
        && !REFUSED_SCHEMES.contains(address.group(1).toLowerCase(Locale.ROOT));
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
      throw new Failure.InvalidClient(null).asException();
    }
    return value;
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
