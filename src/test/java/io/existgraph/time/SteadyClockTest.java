package io.existgraph.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final GivenClock clock = new GivenClock(NOON);

  @ParameterizedTest
  @ValueSource(strings = {"PT5M", "PT-5M", "P1D", "P-1D", "PT0.6S", "PT-0.6S"})
  void aStepChangesTheWallTimeAndNoDuration(Duration step) {
    clock.pass(MINUTE);
    clock.step(step);
    assertThat(clock.instant()).isEqualTo(NOON.plus(MINUTE));
    assertThat(clock.wallTime()).isEqualTo(NOON.plus(MINUTE).plus(step));
    clock.pass(MINUTE);
    assertThat(clock.instant()).isEqualTo(NOON.plus(MINUTE).plus(MINUTE));
    assertThat(clock.wallTime()).isEqualTo(NOON.plus(MINUTE).plus(MINUTE).plus(step));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5M", "P1D", "P-1D"})
  void aCorrectionHoldsForThePast(Duration step) {
    clock.pass(MINUTE);
    clock.step(step);
    clock.instant();
    assertThat(clock.wallTime(NOON)).isEqualTo(NOON.plus(step));
    assertThat(clock.instantAt(clock.wallTime(NOON))).isEqualTo(NOON);
  }

  @Test
  void stepsThereAndBackLeaveNothing() {
    clock.step(Duration.ofDays(-1));
    clock.instant();
    clock.step(Duration.ofDays(1));
    clock.instant();
    assertThat(clock.offset()).isZero();
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void theUnsteadinessOfTheSourcesIsNoCorrection() {
    clock.step(Duration.ofMillis(400));
    clock.instant();
    assertThat(clock.offset()).isZero();
  }

  @Test
  void sleepIsTimeThatHasPassed() {
    clock.sleep(Duration.ofHours(8));
    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(8)));
    assertThat(clock.offset()).isZero();
  }

  @Test
  void aStepDuringSleepIsDistinguishedFromIt() {
    clock.sleep(Duration.ofHours(8));
    clock.step(Duration.ofDays(-1));
    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(8)));
    assertThat(clock.offset()).isEqualTo(Duration.ofDays(-1));
  }

  @Test
  void withoutAnUptimeSleepIsAStep() {
    AtomicLong slept = new AtomicLong();
    SteadyClock clock = new SteadyClock(() -> 0, () -> NOON.plusSeconds(slept.get()), () -> null);
    slept.set(28_800);
    assertThat(clock.instant()).isEqualTo(NOON);
    assertThat(clock.wallTime()).isEqualTo(NOON.plusSeconds(28_800));
  }

  @Test
  void theClockOfThisMachineAgreesWithIt() {
    assertThat(Duration.between(SteadyClock.system().wallTime(), Instant.now()).abs())
        .isLessThan(MINUTE);
  }
}
