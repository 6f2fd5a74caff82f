package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The credentials of the demo that play trouble: what a front end is answered with each.
class TroubledTokensTest extends GatewayTest {
  private static final String QUERY = "{me{username attribute(name:\"steps\"){value}}}";

  @BeforeEach
  void forgetsTheTroubled() {
    forget("Token demo-limited", "Token demo-down", "Token demo-slow", "Token demo-revoked");
  }

  @ParameterizedTest
  @CsvSource({
    "demo-limited, RATE_LIMITED, true",
    "demo-down, UPSTREAM_ERROR, true",
    "demo-revoked, UNAUTHENTICATED, false"
  })
  void everyReadFailsAlike(String token, String code, boolean isRetryable) {
    Reply reply = as("Token " + token).query(QUERY);
    assertThat(reply.codes()).isNotEmpty().containsOnly(code);
    assertThat(reply.json().at("/errors/0/extensions/retryable").asBoolean())
        .isEqualTo(isRetryable);
    assertThat(reply.at("me/username").isNull()).isTrue();
  }

  @Test
  void theLimitedOneIsToldHowLongToWait() {
    Reply reply = as("Token demo-limited").query(QUERY);
    assertThat(reply.json().at("/errors/0/extensions/retryAfterSeconds").asInt()).isEqualTo(90);
    assertThat(reply.exist().at("/rateLimit/remaining").asInt()).isZero();
  }

  @Test
  void theSlowOneReadsTheDataOfTheDemo() {
    Reply slow = as("Token demo-slow").query(QUERY).withoutErrors();
    assertThat(slow.json().path("data")).isEqualTo(demo().query(QUERY).json().path("data"));
  }

  @Test
  void aFaultOfATestGoesFirst() {
    exist.fault(_ -> true, InjectedFault.json(403, "{\"detail\": \"No\"}"));
    assertThat(as("Token demo-limited").query(QUERY).codes()).containsOnly("FORBIDDEN");
  }
}
