package io.existgraph.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DailyValuesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");
  private static final Instant EARLY = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant LATE = Instant.parse("2026-11-24T09:00:00Z");

  private static DailyValues days(int from, int to, Object value, Instant fetchedAt) {
    Map<LocalDate, Object> values = new HashMap<>();
    for (int i = from; i <= to; i++) {
      values.put(DAY.plusDays(i), value);
    }
    return DailyValues.of(DAY.plusDays(from), DAY.plusDays(to), values, fetchedAt);
  }

  private static Object at(DailyValues days, int offset) {
    DatedValue value = days.on(DAY.plusDays(offset));
    return value == null ? "unknown" : value.value();
  }

  @Test
  void aDayWithoutAValueIsEmptyAndOneOutsideIsUnknown() {
    DailyValues days = DailyValues.of(DAY, DAY.plusDays(2), Map.of(DAY.plusDays(1), 7L), EARLY);
    assertThat(days.on(DAY)).isEqualTo(new DatedValue(null, EARLY));
    assertThat(days.on(DAY.plusDays(1))).isEqualTo(new DatedValue(7L, EARLY));
    assertThat(days.on(DAY.minusDays(1))).isNull();
    assertThat(days.on(DAY.plusDays(3))).isNull();
    assertThat(days.size()).isEqualTo(3);
    assertThat(DailyValues.of(DAY, DAY.minusDays(1), Map.of(), EARLY).size()).isZero();
  }

  @Test
  void everyKindOfScalarIsReadAsItWasStored() {
    List<List<Object>> columns =
        List.of(
            List.of(8432L, 0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE),
            List.of(new BigDecimal("7.20"), 7L, new BigDecimal("-0.5"), new BigDecimal("1E+2")),
            List.of(new BigDecimal("0.1234567890123456789012"), new BigDecimal("1E-300")),
            List.of("a note", true, 1, new BigInteger("123456789012345678901"), 5L));
    for (List<Object> column : columns) {
      Map<LocalDate, Object> values = new HashMap<>();
      column.forEach(value -> values.put(DAY.plusDays(values.size()), value));
      DailyValues days = DailyValues.of(DAY, DAY.plusDays(column.size()), values, EARLY);
      for (int i = 0; i < column.size(); i++) {
        assertThat(at(days, i)).isEqualTo(column.get(i));
      }
      assertThat(at(days, column.size())).isNull();
    }
  }

  @Test
  void ofADayThatBothKnowTheLaterValueCounts() {
    DailyValues early = days(0, 9, 1L, EARLY);
    DailyValues late = days(3, 5, 2L, LATE);
    for (DailyValues both : List.of(early.and(late), late.and(early))) {
      assertThat(both.size()).isEqualTo(10);
      assertThat(List.of(at(both, 2), at(both, 3), at(both, 5), at(both, 6)))
          .containsExactly(1L, 2L, 2L, 1L);
      assertThat(both.on(DAY.plusDays(4)).fetchedAt()).isEqualTo(LATE);
    }
    assertThat(at(early.and(days(0, 0, 3L, EARLY)), 0)).isEqualTo(3L);
  }

  @Test
  void daysWithoutOneLeaveTheRest() {
    DailyValues left = days(0, 4, 1L, EARLY).without(Set.of(DAY.plusDays(2), DAY.plusDays(9)));
    assertThat(List.of(at(left, 0), at(left, 1), at(left, 2), at(left, 3)))
        .containsExactly(1L, 1L, "unknown", 1L);
    assertThat(left.and(days(2, 2, 5L, LATE)).size()).isEqualTo(5);
    assertThat(days(0, 0, 1L, EARLY).without(Set.of(DAY)).size()).isZero();
  }

  @Test
  void aYearOfNumbersTakesAboutTenBytesADay() {
    assertThat(days(0, 364, 8432L, EARLY).weight()).isBetween(365 * 8, 365 * 10);
    assertThat(days(0, 364, new BigDecimal("7.25"), EARLY).weight()).isLessThan(365 * 10);
    DailyValues pages = days(0, 99, 1L, EARLY).and(days(100, 199, 2L, EARLY));
    assertThat(pages.weight()).isEqualTo(days(0, 199, 1L, EARLY).weight());
  }

  @Test
  void whateverIsAddedAndRemovedItIsAsAMapWouldHaveIt() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      DailyValues days = days(0, -1, 1L, EARLY);
      Map<Integer, Object> expected = new TreeMap<>();
      for (int step = 0; step < 12; step++) {
        int from = random.nextInt(40);
        int to = from + random.nextInt(15);
        Object value = random.nextBoolean() ? (Object) (long) step : "text " + step;
        if (random.nextInt(4) == 0) {
          days = days.without(Set.of(DAY.plusDays(from)));
          expected.remove(from);
        } else {
          days = days.and(days(from, to, value, EARLY.plusSeconds(step / 3)));
          for (int i = from; i <= to; i++) {
            expected.put(i, value);
          }
        }
      }
      for (int i = -1; i < 60; i++) {
        assertThat(at(days, i))
            .as("round %d", round)
            .isEqualTo(expected.getOrDefault(i, "unknown"));
      }
      assertThat(days.size()).isEqualTo(expected.size());
    }
  }
}
