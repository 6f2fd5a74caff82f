package io.existgraph.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
  private static CallerId idOf(String header) {
    return Credential.parse(List.of(header)).orElseThrow().callerId();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token x", "token x", "TOKEN  x", "tOkEn \t x"})
  void schemeCaseAndSpacesDoNotChangeTheCaller(String header) {
    assertThat(idOf(header)).isEqualTo(idOf("Token x"));
  }

  @Test
  void anotherSchemeOrTokenIsAnotherCaller() {
    assertThat(idOf("Bearer x")).isNotEqualTo(idOf("Token x"));
    assertThat(idOf("Token X")).isNotEqualTo(idOf("Token x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Token",
        "Token ",
        "Basic x",
        "Tokenx",
        "Token x y",
        "Token \u00e9",
        "Token x,Token y",
        "Token x\r\ny"
      })
  void malformedHeadersAreNoCredential(String header) {
    assertThat(Credential.parse(List.of(header))).isEmpty();
  }

  @Test
  void twoHeadersAreNoCredential() {
    assertThat(Credential.parse(List.of("Token x", "Token x"))).isEmpty();
  }

  @Test
  void theSecretIsNeverPrinted() {
    Credential credential = new Credential("Token canary");
    assertThat(credential.toString() + credential.callerId()).doesNotContain("canary");
  }

  @Test
  void theHeaderIsKeptUnchanged() {
    assertThat(new Credential("token  x").authorization()).isEqualTo("token  x");
  }
}
