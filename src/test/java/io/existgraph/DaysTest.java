package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import io.existgraph.simulator.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Days are the user's own, every one of them is there, and none is wrong.
class DaysTest extends GatewayTest {
  private static final String WEEK =
      "{me{today attribute(name:\"steps\"){value today{date} values(last:7){date value}}}}";

  @Test
  void todayIsTheUsersOwn() {
    clock.set(Instant.parse("2026-11-24T14:30:00Z")); // 25th 01:30 in Melbourne, 24th in New York
    assertThat(demo().query(WEEK).at("me/today").asString()).isEqualTo("2026-11-25");
    assertThat(as("Token demo2").query(WEEK).at("me/today").asString()).isEqualTo("2026-11-24");
  }

  @Test
  void theClocksGoingForwardTakeNoDayAndAddNone() {
    clock.set(Instant.parse("2026-10-05T12:30:00Z")); // Melbourne changed on the 4th
    assertThat(demo().query(WEEK).all("me/attribute/values", "date"))
        .containsExactly(
            "2026-10-05",
            "2026-10-04",
            "2026-10-03",
            "2026-10-02",
            "2026-10-01",
            "2026-09-30",
            "2026-09-29");
  }

  @Test
  void valuesAreTheSameHoweverExistTellsThem() {
    String query =
        "{me{attributes(names:[\"mood\"]){values(last:200){date value}} b:"
            + " attribute(name:\"weight\"){values(from:\"2026-01-01\",to:\"2026-06-30\"){date"
            + " value}}}}";
    var plain = demo().query(query).withoutErrors().json().path("data");
    for (SimulatorOptions options :
        List.of(
            EXIST.omittingEmptyDays(),
            EXIST.ignoringDateMin(),
            EXIST.withPageSize(20, 30),
            EXIST.withPageSize(7, 7).omittingEmptyDays())) {
      begin();
      exist.options(options);
      assertThat(demo().query(query).withoutErrors().json().path("data")).isEqualTo(plain);
    }
  }

  @Test
  void anAnswerThatComesAfterMidnightTellsNothingOfTheDayItNoLongerHolds() {
    String day =
        "{me{username"
            + " attribute(name:\"steps\"){values(from:\"2026-10-25\",to:\"2026-10-25\"){value}}}}";
    clock.set(Instant.parse("2026-11-24T12:59:59Z")); // 23:59:59 in Melbourne
    var value = demo().query(day).withoutErrors().at("me/attribute/values/0/value");
    assertThat(value.isNull()).isFalse();
    forget("Token demo");
    AtomicBoolean isLate = new AtomicBoolean();
    exist.fault(
        request -> {
          if (request.target().contains("attributes/") && !isLate.getAndSet(true)) {
            clock.pass(Duration.ofSeconds(2));
          }
          return false;
        },
        InjectedFault.html(500));
    demo().query("{me{attributes{name values(last:31){date value}}}}").withoutErrors();
    exist.clearFaults();
    assertThat(demo().query(day).withoutErrors().at("me/attribute/values/0/value"))
        .isEqualTo(value);
  }

  @Test
  void daysToComeAreRowsWithoutAValue() {
    Reply reply =
        demo()
            .query(
                "{me{attribute(name:\"steps\"){values(from:\"2026-11-23\",to:\"2026-11-27\"){date"
                    + " value}}}}")
            .withoutErrors();
    assertThat(reply.all("me/attribute/values", "date"))
        .containsExactly("2026-11-27", "2026-11-26", "2026-11-25", "2026-11-24", "2026-11-23");
    assertThat(reply.at("me/attribute/values/0/value").isNull()).isTrue();
    assertThat(reply.at("me/attribute/values/4/value").isNull()).isFalse();
  }

  @Test
  void aDayThatBeganSinceIsAskedFor() {
    clock.set(Instant.parse("2026-11-24T12:58:00Z")); // 23:58
    demo().query(WEEK).withoutErrors();
    sent();
    clock.pass(Duration.ofMinutes(4));
    Reply reply = demo().query(WEEK).withoutErrors();
    assertThat(reply.at("me/attribute/today/date").asString()).isEqualTo("2026-11-25");
    assertThat(reply.exist().path("requests").asInt()).isEqualTo(1);
  }

  @Test
  void imperialUsersReadImperialUnits() {
    String query =
        "{me{attribute(name:\"weight\"){values(last:14){formatted"
            + " metric:formatted(units:METRIC)}}}}";
    assertThat(as("Token demo2").query(query).all("me/attribute/values", "formatted"))
        .anyMatch(text -> text.endsWith(" lb"));
    assertThat(demo().query(query).all("me/attribute/values", "formatted"))
        .anyMatch(text -> text.endsWith(" kg"))
        .noneMatch(text -> text.endsWith(" lb"));
  }
}
