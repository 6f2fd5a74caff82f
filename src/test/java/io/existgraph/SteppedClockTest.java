package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A system clock that is stepped while the gateway runs.
class SteppedClockTest extends GatewayTest {
  private static final String STEPS = "{me{today attribute(name:\"steps\"){value}}}";
  private static final String AVERAGES = "{me{averages{overall}}}";
  private static final CallerId CALLER = new Credential("Token demo").callerId();
  private static final ZoneId ZONE = ZoneId.of("Australia/Melbourne");
  private static final int READABLE = 280;

  @BeforeEach
  void knowsTheZone() {
    demo().query("{me{timezone}}").withoutErrors();
    sent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5M", "PT-5M", "P1D", "P-1D"})
  void theHourIsNeitherOverspentNorLonger(Duration step) {
    Spending.spend(budget, CALLER, READABLE - 1);
    clock.pass(Duration.ofMinutes(30));
    clock.step(step);
    assertThat(demo().query(AVERAGES).codes()).containsOnly("RATE_LIMITED");
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofMinutes(31));
    demo().query(AVERAGES).withoutErrors();
    assertThat(sent()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5M", "PT-5M", "P1D", "P-1D"})
  void thePauseAfterA429EndsWhenExistSaid(Duration step) {
    budget.refused(CALLER, Duration.ofMinutes(10));
    clock.pass(Duration.ofMinutes(9));
    clock.step(step);
    Reply paused = demo().query(AVERAGES);
    assertThat(paused.codes()).containsOnly("RATE_LIMITED");
    assertThat(paused.exist().at("/rateLimit/resetAt").asString())
        .isEqualTo(NOON.plus(Duration.ofMinutes(10)).plus(step).toString());
    clock.pass(Duration.ofMinutes(1));
    demo().query(AVERAGES).withoutErrors();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5M", "PT-5M", "P1D", "P-1D"})
  void dataIsFreshAsLongAsWithoutTheStep(Duration step) {
    demo().query(AVERAGES).withoutErrors();
    sent();
    clock.pass(Duration.ofHours(11));
    clock.step(step);
    Reply fresh = demo().query(AVERAGES).withoutErrors();
    assertThat(fresh.exist().path("requests").asInt()).isZero();
    assertThat(fresh.exist().path("asOf").asString()).isEqualTo(NOON.plus(step).toString());
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofHours(13)); // twice as long as it is fresh
    Reply later = demo().query(AVERAGES).withoutErrors();
    assertThat(later.exist().path("requests").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5M", "PT-5M", "P1D", "P-1D"})
  void datesFollowTheSystemClock(Duration step) {
    demo().query(STEPS).withoutErrors();
    clock.step(step);
    LocalDate today = LocalDate.ofInstant(NOON.plus(step), ZONE);
    for (int repeated = 0; repeated < 3; repeated++) { // the last of them from ready bytes
      assertThat(demo().query(STEPS).withoutErrors().at("me/today").asString())
          .isEqualTo(today.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1D", "P-1D"})
  void whatIsReadAfterAStepIsOfTheDayThatItIs(Duration step) {
    clock.step(step);
    String before = demo().query(STEPS).withoutErrors().at("me").toString();
    sent();
    assertThat(demo().query(STEPS).withoutErrors().at("me")).hasToString(before);
    assertThat(sent()).isEmpty();
  }
}
