package io.existgraph.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
  private static List<BigDecimal> numbers(String... numbers) {
    return Arrays.stream(numbers).map(BigDecimal::new).toList();
  }

  @Test
  void withoutNumbersThereIsOnlyACount() {
    Statistics none = new Statistics(0, null, null, null, null, null, null);
    assertThat(Statistics.of(List.of())).isEqualTo(none);
    assertThat(Statistics.ofTimes(List.of())).isEqualTo(none);
  }

  @Test
  void zeroIsANumber() {
    assertThat(Statistics.of(numbers("0", "0.1", "0.2", "-0.3")))
        .isEqualTo(
            new Statistics(4, 0.0, 0.0, 0.05, Math.sqrt((0.01 + 0.04 + 0.09) / 4), -0.3, 0.2));
  }

  @Test
  void timesAroundMidnightAreCloseToEachOther() {
    Statistics times = Statistics.ofTimes(numbers("1430", "10", "1435", "5", "0"));
    assertThat(times.mean()).isZero();
    assertThat(times.median()).isZero();
    assertThat(times.standardDeviation())
        .isCloseTo(Math.sqrt((100 + 100 + 25 + 25) / 5.0), within(1e-5));
    assertThat(times.min()).isZero();
    assertThat(times.max()).isEqualTo(1435);
    assertThat(times.sum()).isNull();
  }

  @Test
  void timesThatBalanceHaveNoMean() {
    Statistics times = Statistics.ofTimes(numbers("0", "720"));
    assertThat(times.count()).isEqualTo(2);
    assertThat(times.mean()).isNull();
    assertThat(times.median()).isNull();
    assertThat(times.standardDeviation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void areThoseOfAPlainComputation(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Double> plain = new ArrayList<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        plain.add(random.nextInt(5) == 0 ? 0 : random.nextInt(14_400) / 10.0);
      }
      List<BigDecimal> numbers = plain.stream().map(BigDecimal::valueOf).toList();
      Statistics actual = Statistics.of(numbers);
      assertThat(actual.count()).isEqualTo(plain.size());
      assertThat(actual.sum())
          .isCloseTo(plain.stream().mapToDouble(number -> number).sum(), within(1e-7));
      assertThat(actual.mean()).isCloseTo(PlainFigures.mean(plain), within(1e-9));
      assertThat(actual.median()).isEqualTo(PlainFigures.median(plain), within(1e-12));
      assertThat(actual.standardDeviation())
          .isCloseTo(PlainFigures.standardDeviation(plain), within(1e-9));
      assertThat(actual.min()).isEqualTo(Collections.min(plain));
      assertThat(actual.max()).isEqualTo(Collections.max(plain));
      Double mean = PlainFigures.circularMean(plain);
      Statistics times = Statistics.ofTimes(numbers);
      if (mean == null) {
        assertThat(times.mean()).isNull();
      } else {
        assertThat(Math.abs(times.mean() - mean) % 1440).isLessThan(1e-4);
      }
    }
  }

  /// Times that are close to each other have the statistics of the same times at another hour.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 90, 700, 1300, 1439})
  void midnightMakesNoDifference(int shift) {
    Random random = new Random(shift);
    List<BigDecimal> around = new ArrayList<>();
    List<BigDecimal> shifted = new ArrayList<>();
    for (int i = 0; i < 31; i++) {
      int minute = 700 + random.nextInt(120);
      around.add(BigDecimal.valueOf(minute));
      shifted.add(BigDecimal.valueOf((minute + shift) % 1440));
    }
    Statistics expected = Statistics.ofTimes(around);
    Statistics actual = Statistics.ofTimes(shifted);
    assertThat(actual.mean()).isCloseTo((expected.mean() + shift) % 1440, within(1e-5));
    assertThat(actual.median()).isCloseTo((expected.median() + shift) % 1440, within(1e-5));
    assertThat(actual.standardDeviation()).isCloseTo(expected.standardDeviation(), within(1e-5));
  }
}
