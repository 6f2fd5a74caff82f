package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
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
        "200 | {\"access_token\":\"ab | WRITE_OUTCOME_UNKNOWN",
        "200 | {\"access_token\":\"a b\"} | WRITE_OUTCOME_UNKNOWN",
        "200 | {\"access_token\":\"a\",\"expires_in\":1e99999999999} | WRITE_OUTCOME_UNKNOWN",
      })
  void aRefusedGrantIsToldByItsError(int status, String body, String code) {
    between.strike(_ -> true, RawExist.json(status, body));
    assertThat(new Ask().query(CODE).codes()).containsExactly(code);
  }

  @Test
  void wrongSecretsAreNotHeldAgainstTheClient() {
    clock.pass(Duration.ofMinutes(16));
    between.strike(_ -> true, RawExist.json(400, "{\"error\":\"invalid_client\"}"));
    String wrong = CODE.replaceFirst("clientSecret:\"[^\"]*\"", "clientSecret:\"wrong\"");
    for (int i = 0; i < 5; i++) {
      assertThat(new Ask().query(wrong).codes()).containsExactly("INVALID_CLIENT");
    }
    assertThat(new Ask().query(wrong).codes()).containsExactly("RATE_LIMITED");
    between.strike(_ -> true, RawExist.json(200, "{\"access_token\":\"a\"}"));
    new Ask().query(CODE).withoutErrors();
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "403"})
  void aRefusedPasswordIsAnInvalidCredential(int status) {
    between.strike(_ -> true, RawExist.json(status, "{}"));
    assertThat(new Ask().query(PASSWORD).codes()).containsExactly("INVALID_CREDENTIALS");
  }
}
