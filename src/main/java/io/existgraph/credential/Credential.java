package io.existgraph.credential;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The `Authorization` header of a caller, passed through to Exist unchanged.
///
/// Exist compares the scheme case-insensitively and folds spaces, so `Token x` and `token x` are
/// one caller. Two tokens of one user are two callers, since scopes and rate limit are per token.
public record Credential(String authorization) {
  private static final List<String> SCHEMES = List.of("token", "bearer");
  private static final int MAX_SECRET = 1024;

  public Credential {
    if (secretStart(authorization) < 0) {
      throw new IllegalArgumentException("malformed credential");
    }
  }

  /// Parses the `Authorization` header values of a request. Empty unless there is exactly one of
  /// the form `Token …` or `Bearer …` in ASCII.
  public static Optional<Credential> parse(List<String> headers) {
    return headers.size() == 1 && secretStart(headers.getFirst()) >= 0
        ? Optional.of(new Credential(headers.getFirst()))
        : Optional.empty();
  }

  /// Where the secret begins: after the scheme and blanks. -1 where the header is malformed.
  private static int secretStart(String authorization) {
    for (String scheme : SCHEMES) {
      if (authorization.regionMatches(/* ignoreCase= */ true, 0, scheme, 0, scheme.length())) {
        int start = scheme.length();
        while (start < authorization.length() && isBlank(authorization.charAt(start))) {
          start++;
        }
        return start > scheme.length() && isSecret(authorization, start) ? start : -1;
      }
    }
    return -1;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isSecret(String text, int start) {
    int length = text.length() - start;
    if (length < 1 || length > MAX_SECRET) {
      return false;
    }
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "._~+/=-".indexOf(c) >= 0)) {
        return false;
      }
    }
    return true;
  }

  /// The identity of the credential, without the secret.
  public CallerId callerId() {
    return CallerId.of(canonical());
  }

  /// The credential in the one form that all its spellings have in common, with the secret. Keys
  /// may be derived from it; it is not to be kept.
  public String canonical() {
    int start = secretStart(authorization);
    String scheme = authorization.substring(0, start).strip().toLowerCase(Locale.ROOT);
    return scheme + " " + authorization.substring(start);
  }

  @Override
  public String toString() {
    return "Credential[" + callerId() + "]";
  }
}
