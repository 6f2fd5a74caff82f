package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A write without a date is of the user's own today, also soon after they moved.
class WriteDaysTest extends GatewayTest {
  private static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");
  private static final ZoneId PERTH = ZoneId.of("Australia/Perth");
  private static final String WRITE =
      "mutation{updateAttributes(updates:[{name:\"mood\",value:5}]){results{date status}}}";
  private static final String PROFILE = "{me{username today}}";

  /// The 25th, 01:30 in Melbourne; the 24th, 22:30 in Perth.
  @BeforeEach
  void afterMidnightInMelbourne() {
    clock.set(Instant.parse("2026-11-24T14:30:00Z"));
  }

  private Ask client() {
    return as("Bearer demo");
  }

  private String writtenDay(Ask ask) {
    Reply reply = ask.query(WRITE).withoutErrors();
    assertThat(reply.at("updateAttributes/results/0/status").asString()).isEqualTo("APPLIED");
    return reply.at("updateAttributes/results/0/date").asString();
  }

  @Test
  void theZoneIsAtMostAnHourOld() {
    client().query(PROFILE).withoutErrors();
    exist.move("demo", PERTH);
    sent();
    clock.pass(Duration.ofMinutes(59));
    assertThat(writtenDay(client())).isEqualTo("2026-11-25");
    assertThat(sent()).hasSize(1);
    clock.pass(Duration.ofMinutes(2)); // 23:31 in Perth
    assertThat(writtenDay(client())).isEqualTo("2026-11-24");
    assertThat(sent()).hasSize(2);
    assertThat(writtenDay(client())).isEqualTo("2026-11-24");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aZoneThatCannotBeReadAnewFailsTheWriteBeforeItIsSent() {
    client().query(PROFILE).withoutErrors();
    exist.move("demo", PERTH);
    clock.pass(Duration.ofMinutes(61));
    exist.fault(request -> request.method().equals("GET"), InjectedFault.html(500));
    sent();
    Reply reply = client().query(WRITE);
    assertThat(reply.codes()).containsExactly("UPSTREAM_ERROR");
    assertThat(sent()).noneMatch(request -> request.startsWith("POST"));
  }

  @Test
  void noCacheReadsTheZoneAnew() {
    client().query(PROFILE).withoutErrors();
    exist.move("demo", PERTH);
    clock.pass(Duration.ofMinutes(2));
    assertThat(writtenDay(client().header("Cache-Control", "no-cache"))).isEqualTo("2026-11-24");
  }

  @Test
  void noCacheStandsBackWhereExistFails() {
    client().query(PROFILE).withoutErrors();
    clock.pass(Duration.ofMinutes(2));
    exist.fault(request -> request.method().equals("GET"), InjectedFault.html(500));
    assertThat(writtenDay(client().header("Cache-Control", "no-cache"))).isEqualTo("2026-11-25");
  }

  @Test
  void aWriteWithADateReadsNoZone() {
    client()
        .query(
            "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-20\",value:5}])"
                + "{results{status}}}")
        .withoutErrors();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aDayOfExistThatHasNotBegunInTheKnownZoneMakesItReadAnew() {
    exist.move("demo", PERTH);
    assertThat(client().query(PROFILE).at("me/today").asString()).isEqualTo("2026-11-24");
    exist.move("demo", MELBOURNE);
    clock.pass(Duration.ofMinutes(2));
    client().query("{me{attributes{name values(last:7){date value}}}}").withoutErrors();
    assertThat(writtenDay(client())).isEqualTo("2026-11-25");
    assertThat(client().query(PROFILE).at("me/today").asString()).isEqualTo("2026-11-25");
  }

  @Test
  void aDayThatHasBegunLeavesTheZoneAsItIs() {
    client().query(PROFILE).withoutErrors();
    clock.pass(Duration.ofMinutes(2));
    client().query("{me{attributes{name values(last:7){date value}}}}").withoutErrors();
    sent();
    writtenDay(client());
    assertThat(sent()).isEqualTo(List.of("POST " + api() + "attributes/update/"));
  }
}
