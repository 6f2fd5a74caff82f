package io.existgraph.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingMeansTest {
  private static List<@Nullable BigDecimal> numbers(@Nullable String... numbers) {
    return Arrays.stream(numbers)
        .map(number -> number == null ? null : new BigDecimal(number))
        .toList();
  }

  @Test
  void daysWithoutANumberAreLeftOut() {
    RollingMeans means = RollingMeans.of(numbers(null, "0.1", null, "0.2", "0", null));
    assertThat(means.mean(0, 4)).isEqualTo(0.15);
    assertThat(means.mean(0, 5)).isEqualTo(0.1);
    assertThat(means.mean(0, 1)).isNull();
    assertThat(means.mean(5, 6)).isNull();
    assertThat(means.mean(2, 2)).isNull();
  }

  @Test
  void anExtremeNumberLeavesNoErrorInLaterMeans() {
    RollingMeans means = RollingMeans.of(numbers("1e30", "3.1", "4.2"));
    assertThat(means.mean(1, 3)).isEqualTo(3.65);
  }

  @Test
  void timesAroundMidnightAverageToMidnight() {
    RollingMeans means = RollingMeans.ofTimes(numbers("1430", "10", null, "0", "720", "1"));
    assertThat(means.mean(0, 2)).isZero();
    assertThat(means.mean(3, 5)).as("opposite times").isNull();
    assertThat(means.mean(5, 6)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void areThoseOfAPlainComputation(long seed) {
    Random random = new Random(seed);
    List<@Nullable BigDecimal> numbers = new ArrayList<>();
    for (int i = random.nextInt(400); i >= 0; i--) {
      numbers.add(
          switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> BigDecimal.ZERO;
            case 2 -> BigDecimal.valueOf(random.nextInt(1440));
            default -> BigDecimal.valueOf(random.nextInt(14_400), 1);
          });
    }
    RollingMeans plain = RollingMeans.of(numbers);
    RollingMeans circular = RollingMeans.ofTimes(numbers);
    for (int round = 0; round < 500; round++) {
      int from = random.nextInt(numbers.size());
      int until = from + random.nextInt(numbers.size() - from + 1);
      List<Double> some =
          numbers.subList(from, until).stream()
              .filter(Objects::nonNull)
              .map(BigDecimal::doubleValue)
              .toList();
      check(plain.mean(from, until), PlainFigures.mean(some), 1e-9);
      check(circular.mean(from, until), PlainFigures.circularMean(some), 1e-5);
    }
  }

  private static void check(@Nullable Double actual, @Nullable Double expected, double error) {
    if (expected == null) {
      assertThat(actual).isNull();
    } else {
      assertThat(actual).isCloseTo(expected, within(error));
    }
  }
}
