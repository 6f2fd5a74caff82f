package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Exist answers to somebody who asks for a token in vain, as section 5.2 of RFC 6749 has it.
class TokenRefusalsTest extends NetworkTest {
  private static final String CODE =
      "mutation{exchangeAuthorizationCode(code:\"x\",redirectUri:\"https://a.example\","
          + "clientId:\"i\",clientSecret:\"s\"){accessToken}}";
  private static final String PASSWORD =
      "mutation{requestToken(username:\"x\",password:\"y\"){accessToken}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_client\"} | INVALID_CLIENT",
        "401 | {\"error\":\"invalid_client\"} | INVALID_CLIENT",
        "400 | {\"error\":\"unauthorized_client\"} | INVALID_CLIENT",
        "400 | {\"error\":\"invalid_grant\"} | INVALID_GRANT",
        "400 | nothing | INVALID_GRANT",
        "429 | {} | RATE_LIMITED",
        "503 | {} | UPSTREAM_ERROR",
        "404 | {} | UPSTREAM_BAD_RESPONSE",
      })
  void aRefusedGrantIsToldByItsError(int status, String body, String code) {
    between.strike(_ -> true, RawExist.json(status, body));
    assertThat(new Ask().query(CODE).codes()).containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "403"})
  void aRefusedPasswordIsAnInvalidCredential(int status) {
    between.strike(_ -> true, RawExist.json(status, "{}"));
    assertThat(new Ask().query(PASSWORD).codes()).containsExactly("INVALID_CREDENTIALS");
  }
}
