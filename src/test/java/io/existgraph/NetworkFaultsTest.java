package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.RawExist.RecordedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the network does to one exchange, its fields have their code, what is remembered stands
/// in, and nothing else is touched.
class NetworkFaultsTest extends NetworkTest {
  private static final String PARTS =
      "{me{username insights(first:2){nodes{text}} averages{overall}}}";
  private static final Predicate<RecordedRequest> INSIGHTS =
      request -> request.target().contains("insights");
  private static final Set<String> FINAL =
      Set.of("UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "UPSTREAM_REJECTED");

  @ParameterizedTest
  @MethodSource("io.existgraph.NetworkFault#all")
  void aReadThatItHappensToFailsAloneAndWhatIsRememberedStandsIn(NetworkFault fault) {
    between.strike(INSIGHTS, fault);
    Reply cold = demo().query(PARTS);
    assertThat(cold.at("me/insights").isNull()).isTrue();
    if (fault.read().equals("RATE_LIMITED")) { // and from then on nothing more is sent
      assertThat(cold.codes()).isNotEmpty().containsOnly(fault.read());
    } else {
      assertThat(cold.codes()).containsExactly(fault.read());
      assertThat(cold.at("me/username").asString()).isEqualTo("demo");
      assertThat(cold.at("me/averages")).isNotEmpty();
    }
    assertThat(between.line().requests().stream().filter(INSIGHTS)).hasSizeLessThanOrEqualTo(2);
    between.clearFaults();
    begin();
    demo().query(PARTS).withoutErrors();
    clock.pass(Duration.ofHours(1));
    between.strike(INSIGHTS, fault);
    Reply remembered = demo().query("{me{username insights(first:2){nodes{text}}}}");
    assertThat(remembered.at("me/username").asString()).isEqualTo("demo");
    if (FINAL.contains(fault.read())) {
      assertThat(remembered.codes()).containsExactly(fault.read());
    } else {
      assertThat(remembered.withoutErrors().at("me/insights/nodes")).hasSize(2);
      assertThat(remembered.exist().path("stale").asBoolean()).isTrue();
      assertThat(Instant.parse(remembered.exist().path("asOf").asString())).isEqualTo(NOON);
    }
  }

  @Test
  void anAnswerThatIsCompressedAsWasAskedIsRead() {
    between.strike(
        INSIGHTS, NetworkFault.packed("gzip", "{\"count\": 0, \"next\": null, \"results\": []}"));
    assertThat(demo().query(PARTS).withoutErrors().at("me/insights/nodes")).isEmpty();
    assertThat(between.line().requests())
        .allMatch(
            request -> request.headers().getOrDefault("accept-encoding", "").contains("gzip"));
  }

  @Test
  void aRedirectIsFollowedNowhere() {
    int before = between.elsewhere.connections();
    for (NetworkFault redirect : NetworkFault.redirects(between.elsewhere.address()).toList()) {
      between.strike(INSIGHTS, redirect.conduct());
      Reply reply = demo().query(PARTS);
      assertThat(reply.codes()).as(redirect.name()).containsExactly("UPSTREAM_BAD_RESPONSE");
      assertThat(between.line().requests())
          .noneMatch(request -> request.target().startsWith("/api/1/x"));
    }
    assertThat(between.elsewhere.connections()).isEqualTo(before);
  }

  @Test
  void theAddressOfTheNextPageIsNeverGoneTo() {
    int before = between.elsewhere.connections();
    String next = between.elsewhere.address() + "/api/1/users/$self/insights/?page=2";
    between.strike(
        INSIGHTS,
        RawExist.json(200, "{\"count\": 90, \"next\": \"" + next + "\", \"results\": []}"));
    demo().query("{me{insights(first:50){nodes{text}}}}");
    assertThat(between.elsewhere.connections()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"count\": -5, \"next\": null, \"results\": []}",
        "{\"count\": 1e999999999, \"next\": null, \"results\": []}",
        "{\"count\": 99999999999, \"next\": 7, \"results\": []}",
        "{\"count\": {}, \"next\": [], \"results\": [1, null, [], {}, \"x\", 1e-999999999]}",
        "{\"results\": [{\"created\": 1e999999999, \"text\": 1E400, \"type\": {\"name\": -1}}]}"
      })
  void numbersBeyondReasonAreNoDefect(String body) {
    between.strike(INSIGHTS, RawExist.json(200, body));
    Reply reply = demo().query("{me{username insights(first:2){totalCount nodes{text}}}}");
    assertThat(reply.codes()).isSubsetOf("UPSTREAM_BAD_RESPONSE");
    assertThat(reply.at("me/username").asString()).isEqualTo("demo");
  }

  @Test
  void valuesBeyondReasonAreNull() {
    String value = "{\"attribute\": \"steps\", \"label\": \"Steps\", \"value\": 1e999999999}";
    between.strike(
        request -> request.target().contains("today"),
        RawExist.json(
            200,
            "{\"id\": 1, \"username\": \"demo\", \"timezone\": \"UTC\", \"attributes\": [{"
                + "\"group\": \"activity\", \"items\": ["
                + value
                + "]}]}"));
    Reply reply = demo().query("{me{username attribute(name:\"steps\"){value}}}");
    assertThat(reply.withoutErrors().at("me/attribute/value").isNull()).isTrue();
  }

  @Test
  void whereExistCannotBeReachedEverythingIsUnavailableAndCostsNothing() {
    for (URI nowhere : between.nowhere()) {
      begin();
      between.clearFaults();
      demo().query(PARTS).withoutErrors();
      int left = budget.status(caller()).remaining();
      assertThat(between.at(nowhere, () -> as("Bearer demo").query(PARTS)).codes())
          .as(nowhere.toString())
          .containsExactly("UPSTREAM_UNAVAILABLE", "UPSTREAM_UNAVAILABLE", "UPSTREAM_UNAVAILABLE");
      clock.pass(Duration.ofHours(1));
      Reply remembered =
          between.at(nowhere, () -> demo().query("{me{username insights(first:2){nodes{text}}}}"));
      assertThat(remembered.withoutErrors().exist().path("stale").asBoolean()).isTrue();
      assertThat(budget.status(caller()).remaining()).isGreaterThanOrEqualTo(left);
    }
    assertThat(between.elsewhere.requests()).isEmpty();
  }

  private static io.existgraph.credential.CallerId caller() {
    return new io.existgraph.credential.Credential("Token demo").callerId();
  }
}
