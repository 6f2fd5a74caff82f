package io.existgraph.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// One credential, as everything is keyed by it: a digest from which the secret cannot be read.
public record CallerId(String value) {
  private static final int DIGEST_BYTES = 18;

  /// The identity of a canonical credential. Equal on every instance and after every restart, so
  /// that ids made from it stay valid.
  static CallerId of(String canonical) {
    return digest("caller\n" + canonical);
  }

  /// A key made of other things than a credential, as unreadable.
  public static CallerId of(List<String> parts) {
    return digest("parts\n" + parts.stream().map(it -> it.length() + ":" + it).toList());
  }

  private static CallerId digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("exist-graph " + text).getBytes(StandardCharsets.UTF_8));
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
