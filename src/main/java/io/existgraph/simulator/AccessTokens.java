package io.existgraph.simulator;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The valid access tokens, keyed by scheme and token: the fixed ones of the demo and those that
/// the OAuth2 endpoints issued.
final class AccessTokens {
  private final Map<String, TokenGrant> grants = new ConcurrentHashMap<>();

  private record TokenGrant(AuthenticatedCaller caller, Instant until) {}

  AccessTokens() {
    grant(
        "token demo",
        new AuthenticatedCaller(SimulatedUser.DEMO, null, AuthenticatedCaller.ALL_SCOPES),
        Instant.MAX);
    grant(
        "token demo2",
        new AuthenticatedCaller(SimulatedUser.DEMO2, null, AuthenticatedCaller.ALL_SCOPES),
        Instant.MAX);
    grant(
        TroubledToken.SLOW.key(),
        new AuthenticatedCaller(SimulatedUser.DEMO, null, AuthenticatedCaller.ALL_SCOPES),
        Instant.MAX);
    grant(
        "bearer demo",
        new AuthenticatedCaller(
            SimulatedUser.DEMO, SimulatedService.DEMO, AuthenticatedCaller.ALL_SCOPES),
        Instant.MAX);
  }

  /// The lookup key of an `Authorization` header: the scheme in lower case, one space, the token.
  /// Empty for a header of another form.
  static String key(@Nullable String authorization) {
    String[] words = authorization == null ? new String[0] : authorization.strip().split("\\s+");
    return words.length == 2 ? words[0].toLowerCase(Locale.ROOT) + " " + words[1] : "";
  }

  @Nullable AuthenticatedCaller caller(String key, Instant now) {
    TokenGrant grant = grants.get(key);
    return grant == null || !now.isBefore(grant.until()) ? null : grant.caller();
  }

  void grant(String key, AuthenticatedCaller caller, Instant until) {
    grants.put(key, new TokenGrant(caller, until));
  }

  void revoke(String key) {
    grants.remove(key);
  }
}
