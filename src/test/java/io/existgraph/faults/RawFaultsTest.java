package io.existgraph.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GatewayOverHttp;
import io.existgraph.faults.RawExist.Request;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// What becomes of reads and writes when the network does what networks do. Each fault strikes one
/// part of an operation; its other parts are answered.
class RawFaultsTest extends GatewayOverHttp {
  private static final String READ = "{me{insights(first:2){nodes{text}} averages{overall}}}";
  private static final String WRITE =
      """
      mutation { updateAttributes(updates: [{name: "mood", date: "2026-11-20", value: 4}]) {
        failedCount results { status error { reason code } } } }\
      """;
  private static final Set<String> FINAL = Set.of("UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND");
  private static final Set<String> RETRIED =
      Set.of(
          "refused",
          "reset after the request was read",
          "closed without an answer",
          "bad gateway",
          "overloaded",
          "late");
  private static final RawExist EXIST = RawExist.start();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("exist.api.base-url", EXIST::address);
    settings.add("exist.limits.exchange-timeout", () -> "700ms");
    settings.add("exist.limits.connect-timeout", () -> "300ms");
  }

  @AfterAll
  static void close() {
    EXIST.close();
  }

  @BeforeEach
  void begin() {
    EXIST.reset();
    clock.set(NOON);
    forget("Bearer raw");
  }

  static Stream<String> faults() {
    return Stream.concat(Stream.of("refused"), Faults.ALL.keySet().stream());
  }

  private static String strike(String fault, String method, String target) {
    if (fault.equals("refused")) {
      EXIST.refuse();
      return "UPSTREAM_UNAVAILABLE";
    }
    Faults.Fault struck = Faults.ALL.get(fault);
    EXIST.when(method, target, struck.behaviour());
    return struck.code();
  }

  private static List<Request> sent(String target) {
    return EXIST.requests().stream().filter(it -> it.target().contains(target)).toList();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aReadWithNothingToStandInFailsAloneWithItsCode(String fault) {
    String code = strike(fault, "GET", "/insights/");
    Told told = as("Bearer raw").query(READ);
    if (fault.equals("refused")) {
      assertThat(told.codes()).hasSize(2).containsOnly(code);
      return;
    }
    if (code.equals("RATE_LIMITED")) { // and from then on nothing more is sent
      assertThat(told.codes()).isNotEmpty().containsOnly(code);
      return;
    }
    assertThat(told.codes()).containsExactly(code);
    assertThat(told.json().at("/errors/0/path").toString()).isEqualTo("[\"me\",\"insights\"]");
    assertThat(told.at("me/averages/0/overall").asDouble()).isEqualTo(4174);
    assertThat(sent("/insights/")).hasSize(RETRIED.contains(fault) ? 2 : 1);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsRememberedStandsInMarkedAsStale(String fault) {
    as("Bearer raw").query(READ).withoutErrors();
    String asOf = clock.instant().toString();
    clock.pass(Duration.ofMinutes(40));
    String code = strike(fault, "GET", "/insights/");
    Told told = as("Bearer raw").query(READ);
    if (FINAL.contains(code)) {
      assertThat(told.codes()).containsExactly(code);
      return;
    }
    assertThat(told.withoutErrors().exist().path("stale").asBoolean()).isTrue();
    assertThat(told.exist().path("asOf").asString()).isEqualTo(asOf);
    assertThat(told.at("me/insights/nodes/0/text").asString()).startsWith("Shortest sleep");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aWriteIsSentAtMostOnceAndItsOutcomeIsTrue(String fault) {
    strike(fault, "POST", "/update/");
    assertOutcome(fault, as("Bearer raw").query(WRITE));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void onAConnectionThatWasUsedBeforeToo(String fault) {
    as("Bearer raw").query(READ).withoutErrors();
    strike(fault, "POST", "/update/");
    assertOutcome(fault, as("Bearer raw").query(WRITE));
  }

  private static void assertOutcome(String fault, Told told) {
    assertThat(told.codes()).isEmpty();
    assertThat(sent("/update/")).hasSize(fault.equals("refused") ? 0 : 1);
    assertThat(told.at("updateAttributes/results/0/status").asString())
        .isEqualTo(
            switch (fault) {
              case "refused", "too many, seconds", "too many, date", "too many, junk" -> "NOT_SENT";
              case "too many, nothing" -> "NOT_SENT";
              case "unknown token", "forbidden", "not found", "gone" -> "REJECTED";
              default -> "UNKNOWN";
            });
  }

  @Test
  void exactlyTheHeadersThatExistNeedsAreSent() {
    as("Bearer raw")
        .header("X-Forwarded-For", "10.0.0.1")
        .header("Cookie", "a=b")
        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .query(READ)
        .withoutErrors();
    assertThat(EXIST.requests())
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.head().lines().skip(1).map(line -> line.split(":")[0].toLowerCase()))
                    .filteredOn(name -> !name.isEmpty())
                    .isSubsetOf(
                        "authorization", "accept", "accept-encoding", "user-agent", "host"));
  }
}
