package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Exist answers to somebody who asks for a token in vain, as section 5.2 of RFC 6749 has it.
class TokenRefusalsTest extends NetworkTest {
  private static final String CODE =
      "mutation{exchangeAuthorizationCode(code:\"x\",redirectUri:\"https://a.example\","
          + "clientId:\"i\",clientSecret:\"s\"){accessToken}}";
  private static final String RENEWAL =
      "mutation{refreshAccessToken(refreshToken:\"x\","
          + "clientId:\"i\",clientSecret:\"s\"){accessToken}}";
  private static final String PASSWORD =
      "mutation{requestToken(username:\"x\",password:\"y\"){accessToken}}";

  private static final AtomicInteger ROUNDS = new AtomicInteger();

  /// What was held against the address is over.
  @BeforeEach
  void later() {
    clock.pass(Duration.ofMinutes(16).multipliedBy(ROUNDS.incrementAndGet()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_client\"} | INVALID_CLIENT",
        "401 | {\"error\":\"invalid_client\"} | INVALID_CLIENT",
        "400 | {\"error\":\"unauthorized_client\"} | INVALID_CLIENT",
        "400 | {\"error\":\"invalid_grant\"} | INVALID_GRANT",
        "400 | {\"error\":\"invalid_scope\"} | UPSTREAM_REJECTED",
        "400 | {\"error\":\"invalid_request\"} | UPSTREAM_REJECTED",
        "400 | {\"error\":\"unsupported_grant_type\"} | UPSTREAM_REJECTED",
        "400 | {} | UPSTREAM_REJECTED",
        "401 | {\"detail\":\"Invalid token.\"} | UPSTREAM_REJECTED",
        "404 | {} | UPSTREAM_REJECTED",
        "429 | {} | RATE_LIMITED",
        "400 | nothing | WRITE_OUTCOME_UNKNOWN",
        "403 | <html> | WRITE_OUTCOME_UNKNOWN",
        "500 | {} | WRITE_OUTCOME_UNKNOWN",
        "502 | <html> | WRITE_OUTCOME_UNKNOWN",
        "503 | {} | WRITE_OUTCOME_UNKNOWN",
        "504 | {} | WRITE_OUTCOME_UNKNOWN",
        "200 | {\"access_token\":\"ab | WRITE_OUTCOME_UNKNOWN",
        "200 | {\"access_token\":\"a b\"} | WRITE_OUTCOME_UNKNOWN",
        "200 | {\"access_token\":\"a\",\"expires_in\":1e99999999999} | WRITE_OUTCOME_UNKNOWN",
      })
  void aRefusedGrantIsToldByItsError(int status, String body, String code) {
    between.strike(_ -> true, RawExist.json(status, body));
    for (String grant : List.of(CODE, RENEWAL)) {
      Reply reply = new Ask().query(grant);
      assertThat(reply.codes()).containsExactly(code);
      assertThat(reply.json().at("/errors/0/extensions/retryable").asBoolean())
          .isEqualTo(code.equals("RATE_LIMITED"));
      assertThat(reply.json().at("/errors/0/extensions/upstreamStatus").asInt()).isEqualTo(status);
    }
  }

  @Test
  void aRejectionNamesTheReasonThatExistGives() {
    between.strike(_ -> true, RawExist.json(400, "{\"error\":\"invalid_scope\"}"));
    Reply reply = new Ask().query(CODE);
    assertThat(reply.json().at("/errors/0/message").asString()).contains("invalid_scope");
    assertThat(reply.json().at("/errors/0/extensions/upstreamStatus").asInt()).isEqualTo(400);
    between.strike(_ -> true, RawExist.json(400, "{\"error\":\"Code canary\"}"));
    assertThat(new Ask().query(CODE).json().toString()).doesNotContain("canary");
  }

  @Test
  void aCodeVerifierGoesWithTheCode() {
    between.strike(_ -> true, RawExist.json(200, "{\"access_token\":\"a\"}"));
    String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    new Ask().query(CODE.replace("){", ",codeVerifier:\"" + verifier + "\"){")).withoutErrors();
    assertThat(between.line().requests().getFirst().body()).endsWith("&code_verifier=" + verifier);
    between.line().clearRequests();
    assertThat(new Ask().query(CODE.replace("){", ",codeVerifier:\"short\"){")).codes())
        .containsExactly("BAD_REQUEST");
    assertThat(between.line().requests()).isEmpty();
  }

  @Test
  void wrongSecretsAreNotHeldAgainstTheClient() {
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
    Reply reply = new Ask().query(PASSWORD);
    assertThat(reply.codes()).containsExactly("INVALID_CREDENTIALS");
    assertThat(reply.json().at("/errors/0/extensions/upstreamStatus").asInt()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "401,<html>,UPSTREAM_BAD_RESPONSE",
    "403,<html>,UPSTREAM_BAD_RESPONSE",
    "502,<html>,UPSTREAM_ERROR",
    "405,{},UPSTREAM_REJECTED"
  })
  void whatIsNoRefusalOfThePasswordIsNone(int status, String body, String code) {
    between.strike(_ -> true, RawExist.json(status, body));
    assertThat(new Ask().query(PASSWORD).codes()).containsExactly(code);
  }
}
