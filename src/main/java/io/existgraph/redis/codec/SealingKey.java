package io.existgraph.redis.codec;

import io.existgraph.credential.Credential;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/// The key under which values of one caller are sealed: AES-256-GCM, derived by HKDF-SHA-256 from
/// the credential itself. Its digest, by which the caller is known elsewhere, does not yield it.
///
/// A sealed value is `format (1) | nonce (12) | ciphertext | tag (16)`. It is bound to a context of
/// words and opens in no other. Values beyond [#MIN_COMPRESSED] bytes are compressed first.
public final class SealingKey {
  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int MIN_COMPRESSED = 512;

  /// Of a value that is opened; a caller's whole cache is smaller.
  private static final int MAX_BYTES = 64 << 20;

  private static final byte PLAIN = 0;
  private static final byte COMPRESSED = 1;
  private static final int BUFFER = 8192;
  private static final byte[] INFO = "exist-graph memory v1".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SHAPE = ValueTypes.shape();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  private SealingKey(SecretKey key) {
    this.key = key;
  }

  /// The key of a credential in a deployment with that secret.
  public static SealingKey of(Credential credential, @Nullable String secret) {
    byte[] material = credential.canonical().getBytes(StandardCharsets.UTF_8);
    byte[] salt = (secret == null ? "" : secret).getBytes(StandardCharsets.UTF_8);
    try {
      HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract().addIKM(material);
      return new SealingKey(
          KDF.getInstance("HKDF-SHA256")
              .deriveKey("AES", extract.addSalt(salt).thenExpand(INFO, KEY_BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  /// Seals a value for that context.
  public byte[] seal(byte[] value, String... context) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] text = value.length < MIN_COMPRESSED ? marked(value) : compressed(value);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
      byte[] sealed = new byte[1 + NONCE_BYTES + cipher.getOutputSize(text.length)];
      sealed[0] = FORMAT;
      System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
      cipher.doFinal(text, 0, text.length, sealed, 1 + NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The value that was sealed under this key for that context by a release with the same records;
  /// null where it was not.
  public byte @Nullable [] open(byte[] sealed, String... context) {
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORMAT) {
      return null;
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, context);
      int from = 1 + NONCE_BYTES;
      byte[] text = cipher.doFinal(sealed, from, sealed.length - from);
      return text[0] == COMPRESSED ? inflated(text) : Arrays.copyOfRange(text, 1, text.length);
    } catch (AEADBadTagException | DataFormatException _) {
      return null;
    } catch (GeneralSecurityException _) { // shorter than a tag
      return null;
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String... context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(SHAPE);
    for (String word : context) {
      cipher.updateAAD((word.length() + ":" + word).getBytes(StandardCharsets.UTF_8));
    }
    return cipher;
  }

  private static byte[] marked(byte[] value) {
    byte[] text = new byte[1 + value.length];
    text[0] = PLAIN;
    System.arraycopy(value, 0, text, 1, value.length);
    return text;
  }

  private static byte[] compressed(byte[] value) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, /* nowrap= */ true);
    try {
      deflater.setInput(value);
      deflater.finish();
      ByteArrayOutputStream text = new ByteArrayOutputStream(value.length / 2);
      text.write(COMPRESSED);
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        text.write(buffer, 0, deflater.deflate(buffer));
      }
      return text.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflated(byte[] text) throws DataFormatException {
    Inflater inflater = new Inflater(/* nowrap= */ true);
    try {
      inflater.setInput(text, 1, text.length - 1);
      ByteArrayOutputStream value = new ByteArrayOutputStream(3 * text.length);
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if (read == 0 || value.size() > MAX_BYTES) {
          throw new DataFormatException();
        }
        value.write(buffer, 0, read);
      }
      return value.toByteArray();
    } finally {
      inflater.end();
    }
  }

  /// The type name alone, without the key.
  @Override
  public String toString() {
    return "SealingKey";
  }
}
