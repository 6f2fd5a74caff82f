package io.existgraph.credential;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `Authorization` header a caller sent, passed through to Exist untouched.
///
/// Exist compares the scheme without regard to case and folds spaces, so `Token x` and `token x`
/// are one caller here too. Two tokens of one user are two callers: scopes and limit are per token.
public record Credential(String authorization) {
  private static final Pattern SHAPE =
      Pattern.compile("(?i)(token|bearer)[ \\t]+([A-Za-z0-9._~+/=-]{1,1024})");

  public Credential {
    if (!SHAPE.matcher(authorization).matches()) {
      throw new IllegalArgumentException("malformed credential");
    }
  }

  /// The credential among the values of a request's `Authorization` headers; none when there is no
  /// header, more than one, or one that is not `Token …` or `Bearer …` in plain ASCII.
  public static Optional<Credential> among(List<String> headers) {
    return headers.size() == 1 && SHAPE.matcher(headers.getFirst()).matches()
        ? Optional.of(new Credential(headers.getFirst()))
        : Optional.empty();
  }

  /// Who this is, without the secret.
  public CallerId callerId() {
    Matcher parts = SHAPE.matcher(authorization);
    if (!parts.matches()) {
      throw new IllegalStateException("malformed credential");
    }
    return CallerId.of(parts.group(1).toLowerCase(Locale.ROOT) + " " + parts.group(2));
  }

  @Override
  public String toString() {
    return "Credential[" + callerId() + "]";
  }
}
