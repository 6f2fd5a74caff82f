package io.existgraph.exist;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The checks of code challenges and verifiers (PKCE, RFC 7636), of which only the method `S256` is
/// supported. Fail with a [Failure.BadRequest].
public final class PkceValidator {
  static final String METHOD = "S256";

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private PkceValidator() {}

  static void checkChallenge(@Nullable String challenge) {
    if (challenge != null && !CHALLENGE.matcher(challenge).matches()) {
      throw new Failure.BadRequest(
              "codeChallenge must be the base64url of a SHA-256, 43 characters.")
          .asException();
    }
  }

  public static void checkVerifier(@Nullable String verifier) {
    if (verifier != null && !VERIFIER.matcher(verifier).matches()) {
      throw new Failure.BadRequest(
              "codeVerifier must be 43 to 128 letters, digits and characters of -._~.")
          .asException();
    }
  }
}
