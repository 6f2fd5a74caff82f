package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several tabs that renew one refresh token.
class TokenRenewalsTest extends NetworkTest {
  private static final AtomicInteger ROUNDS = new AtomicInteger();
  private static final String RENEWED = "{\"access_token\":\"new\",\"refresh_token\":\"next\"}";

  private final String token = "old" + ROUNDS.incrementAndGet();

  private static String renewal(String token) {
    return "mutation{refreshAccessToken(refreshToken:\""
        + token
        + "\",clientId:\"i\",clientSecret:\"s\"){accessToken refreshToken}}";
  }

  /// What was held against the address is over.
  @BeforeEach
  void later() {
    clock.pass(Duration.ofDays(1).plusMinutes(16L * ROUNDS.incrementAndGet()));
  }

  @Test
  void aSecondTabThatComesLaterIsNoGuess() {
    between.strike(_ -> true, RawExist.json(200, RENEWED));
    new Ask().query(renewal(token)).withoutErrors();
    between.strike(_ -> true, RawExist.json(400, "{\"error\":\"invalid_grant\"}"));
    for (int tab = 0; tab < 40; tab++) {
      assertThat(new Ask().query(renewal(token)).codes()).containsExactly("INVALID_GRANT");
    }
    assertThat(new Ask().query(renewal("guess")).codes()).containsExactly("INVALID_GRANT");
    for (int guess = 0; guess < 30; guess++) {
      new Ask().query(renewal("guess" + guess));
    }
    assertThat(new Ask().query(renewal("guess")).codes()).containsExactly("RATE_LIMITED");
  }

  @Test
  void aRenewalThatFailsIsOverForAll() {
    between.strike(_ -> true, RawExist.json(502, "<html>"));
    assertThat(new Ask().query(renewal(token)).codes()).containsExactly("WRITE_OUTCOME_UNKNOWN");
    between.strike(_ -> true, RawExist.json(200, RENEWED));
    new Ask().query(renewal(token)).withoutErrors();
  }
}
