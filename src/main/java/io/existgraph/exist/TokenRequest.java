package io.existgraph.exist;

import org.jspecify.annotations.Nullable;

/// A request for a token. Never printed, never cached.
public sealed interface TokenRequest {
  /// A user's own read-only token, for their name and password.
  record PasswordSignIn(String username, String password) implements TokenRequest {
    @Override
    public String toString() {
      return "Simple";
    }
  }

  /// A client's token, for the code that a user's consent gave. `codeVerifier` belongs to the code
  /// challenge (PKCE) of the request for consent.
  record AuthorizationCode(
      String code,
      String redirectUri,
      String clientId,
      String clientSecret,
      @Nullable String codeVerifier)
      implements TokenRequest {
    @Override
    public String toString() {
      return "Code";
    }
  }

  /// A client's next token; the old ones end.
  record TokenRefresh(String refreshToken, String clientId, String clientSecret)
      implements TokenRequest {
    @Override
    public String toString() {
      return "Refresh";
    }
  }
}
