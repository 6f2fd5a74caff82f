package io.existgraph.credential;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `Authorization` header of a caller, passed through to Exist unchanged.
///
/// Exist compares the scheme case-insensitively and folds spaces, so `Token x` and `token x` are
/// one caller. Two tokens of one user are two callers, since scopes and rate limit are per token.
public record Credential(String authorization) {
  private static final Pattern SYNTAX =
      Pattern.compile("(?i)(token|bearer)[ \\t]+([A-Za-z0-9._~+/=-]{1,1024})");

  public Credential {
    if (!SYNTAX.matcher(authorization).matches()) {
      throw new IllegalArgumentException("malformed credential");
    }
  }

  /// Parses the `Authorization` header values of a request. Empty unless there is exactly one of
  /// the form `Token …` or `Bearer …` in ASCII.
  public static Optional<Credential> parse(List<String> headers) {
    return headers.size() == 1 && SYNTAX.matcher(headers.getFirst()).matches()
        ? Optional.of(new Credential(headers.getFirst()))
        : Optional.empty();
  }

  /// The identity of the credential, without the secret.
  public CallerId callerId() {
    Matcher matcher = SYNTAX.matcher(authorization);
    if (!matcher.matches()) {
      throw new IllegalStateException("malformed credential");
    }
    return CallerId.of(matcher.group(1).toLowerCase(Locale.ROOT) + " " + matcher.group(2));
  }

  @Override
  public String toString() {
    return "Credential[" + callerId() + "]";
  }
}
