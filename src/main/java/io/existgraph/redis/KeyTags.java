package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The pseudonyms of callers in keys and messages: the first 16 bytes, in base64url, of the
/// HMAC-SHA-256 of the caller's id under the deployment's secret. They do not identify a caller,
/// and cannot be matched with logs or with another deployment. Thread-safe.
public final class KeyTags {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String NO_SECRET = "exist-graph";
  private static final int TAG_BYTES = 16;
  private static final int CHANNEL_CHARS = 8;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;

  public KeyTags(@Nullable String secret) {
    String text = secret == null ? NO_SECRET : secret;
    key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  public String of(CallerId caller) {
    return of("caller", caller.value());
  }

  /// The tag of something else than a caller. `kind` keeps equal values of different kinds apart.
  public String of(String kind, String value) {
    return ENCODER.encodeToString(Arrays.copyOf(digest(kind + "\n" + value), TAG_BYTES));
  }

  /// The channel of the deployment's messages. Deployments with different secrets do not hear each
  /// other.
  String channel() {
    return "eg:" + of("channel", "").substring(0, CHANNEL_CHARS);
  }

  private byte[] digest(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
