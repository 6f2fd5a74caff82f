package io.existgraph.redis.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sealed opens for the same credential and context, and nowhere else.
class SealingKeyTest {
  private static final SealingKey KEY = SealingKey.of(new Credential("Token alice"), "a secret");

  private static byte[] value(int length) {
    return "canary ".repeat(length / 7 + 1).substring(0, length).getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 100_000})
  void whatWasSealedOpensForAnySpellingOfItsCredential(int length) {
    byte[] sealed = KEY.seal(value(length), "tag", "field", "1.0");
    SealingKey same = SealingKey.of(new Credential("token   alice"), "a secret");
    assertThat(same.open(sealed, "tag", "field", "1.0")).isEqualTo(value(length));
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("canary");
  }

  @Test
  void manyEqualBytesAreCompressed() {
    assertThat(KEY.seal(value(100_000), "tag")).hasSizeLessThan(5_000);
  }

  @Test
  void nothingOpensForAnotherCredentialSecretOrContext() {
    byte[] sealed = KEY.seal(value(20), "tag", "field", "1.0");
    assertThat(
            SealingKey.of(new Credential("Token bob"), "a secret")
                .open(sealed, "tag", "field", "1.0"))
        .isNull();
    assertThat(
            SealingKey.of(new Credential("Bearer alice"), "a secret")
                .open(sealed, "tag", "field", "1.0"))
        .isNull();
    assertThat(
            SealingKey.of(new Credential("Token alice"), null).open(sealed, "tag", "field", "1.0"))
        .isNull();
    assertThat(KEY.open(sealed, "other", "field", "1.0")).isNull();
    assertThat(KEY.open(sealed, "tag", "other", "1.0")).isNull();
    assertThat(KEY.open(sealed, "tag", "field", "1.1")).isNull();
    assertThat(KEY.open(sealed, "tagf", "ield", "1.0")).isNull();
  }

  @Test
  void whatWasChangedOrCutDoesNotOpen() {
    byte[] sealed = KEY.seal(value(20), "tag");
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(KEY.open(changed, "tag")).as("byte " + i).isNull();
      assertThat(KEY.open(Arrays.copyOf(sealed, i), "tag")).as("length " + i).isNull();
    }
  }

  @Test
  void equalValuesAreSealedDifferently() {
    assertThat(KEY.seal(value(20), "tag")).isNotEqualTo(KEY.seal(value(20), "tag"));
  }
}
