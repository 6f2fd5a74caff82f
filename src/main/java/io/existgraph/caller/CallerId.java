package io.existgraph.caller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// One credential, as everything is keyed by it: a digest from which the secret cannot be read.
public record CallerId(String value) {
  private static final int DIGEST_BYTES = 18;

  /// The identity of a canonical credential. Equal on every instance and after every restart, so
  /// that ids made from it stay valid.
  static CallerId of(String canonical) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("exist-graph caller\n" + canonical).getBytes(StandardCharsets.US_ASCII));
      return new CallerId(
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(digest)
              .substring(0, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A short form for logs and ids.
  public String brief() {
    return value.substring(0, 8);
  }

  @Override
  public String toString() {
    return brief();
  }
}
