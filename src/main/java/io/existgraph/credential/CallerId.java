package io.existgraph.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// The identity of a credential: a digest that serves as key and does not reveal the secret.
public record CallerId(String value) {
  private static final int DIGEST_CHARS = 18;
  private static final MessageDigest SHA_256 = newSha256();

  /// The identity of a canonical credential. Equal on every instance and after restarts, so that
  /// ids derived from it stay valid.
  static CallerId of(String canonical) {
    return digest("caller\n" + canonical);
  }

  /// A digest of other parts than a credential, equally unreadable.
  public static CallerId of(List<String> parts) {
    return digest("parts\n" + parts.stream().map(part -> part.length() + ":" + part).toList());
  }

  private static CallerId digest(String text) {
    byte[] digest = sha256().digest(("exist-graph " + text).getBytes(StandardCharsets.UTF_8));
    return new CallerId(
        Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, DIGEST_CHARS));
  }

  /// A copy, which spares looking for an implementation at every request.
  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
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
