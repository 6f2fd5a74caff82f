package io.existgraph.exist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token that Exist gave out. `expiresIn` is in seconds, null when it does not expire.
public record AccessToken(
    String type,
    String accessToken,
    @Nullable String refreshToken,
    @Nullable Integer expiresIn,
    @Nullable List<String> scope) {
  /// Ready to be sent as the `Authorization` header.
  public String authorization() {
    return type + " " + accessToken;
  }

  /// Without the secrets.
  @Override
  public String toString() {
    return "Token[" + type + "]";
  }
}
