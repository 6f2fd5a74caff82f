package io.existgraph.model;

import static io.existgraph.model.UnitSystem.METRIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeValuesTest {
  @ParameterizedTest
  @EnumSource
  void noDataStaysNoData(ValueType type) {
    assertThat(AttributeValues.normalised(null, type)).isNull();
    assertThat(AttributeValues.number(null, type, null, METRIC)).isNull();
    assertThat(AttributeValues.text(null, type)).isNull();
    assertThat(AttributeValues.timeOfDay(null, type)).isNull();
    assertThat(AttributeValues.formatted(null, type, null, METRIC)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "8432, INTEGER, , METRIC, 8432",
    "0.35, PERCENTAGE, PERCENT, METRIC, 35",
    "0.07, PERCENTAGE, PERCENT, IMPERIAL, 7",
    "16.09344, DECIMAL, KM, METRIC, 16.09344",
    "16.09344, DECIMAL, KM, IMPERIAL, 10",
    "21.5, DECIMAL, CELSIUS, IMPERIAL, 70.7",
    "1420, TIME_OF_DAY, , METRIC, 1420",
    "412, DURATION, MINUTES, IMPERIAL, 412"
  })
  void aNumberIsInTheUnitThatIsTold(
      BigDecimal value, ValueType type, Unit unit, UnitSystem system, double number) {
    assertThat(AttributeValues.number(value, type, unit, system)).isEqualTo(number);
  }

  @Test
  void aTruthIsOneOrZeroInAChart() {
    assertThat(AttributeValues.number(true, ValueType.BOOLEAN, null, METRIC)).isEqualTo(1);
    assertThat(AttributeValues.number(false, ValueType.BOOLEAN, null, METRIC)).isEqualTo(0);
  }

  @Test
  void textIsNoNumberEvenWhenItLooksLikeOne() {
    assertThat(AttributeValues.number("12", ValueType.STRING, null, METRIC)).isNull();
    assertThat(AttributeValues.number("tea", ValueType.UNKNOWN, null, METRIC)).isNull();
  }

  @Test
  void onlyStringsHaveText() {
    assertThat(AttributeValues.text("a note", ValueType.STRING)).isEqualTo("a note");
    assertThat(AttributeValues.text("a note", ValueType.UNKNOWN)).isNull();
    assertThat(AttributeValues.text(12L, ValueType.INTEGER)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, TIME_OF_DAY, 00:00",
    "1420, TIME_OF_DAY, 23:40",
    "1439, TIME_OF_DAY, 23:59",
    "0, TIME_OF_DAY_FROM_MIDDAY, 12:00",
    "719, TIME_OF_DAY_FROM_MIDDAY, 23:59",
    "720, TIME_OF_DAY_FROM_MIDDAY, 00:00",
    "765, TIME_OF_DAY_FROM_MIDDAY, 00:45",
    "1439, TIME_OF_DAY_FROM_MIDDAY, 11:59",
    "412.5, TIME_OF_DAY, 06:53",
    "1439.5, TIME_OF_DAY, 00:00"
  })
  void minutesAreATimeOnTheClock(double minutes, ValueType type, LocalTime time) {
    assertThat(AttributeValues.timeOfDay(minutes, type)).isEqualTo(time);
    assertThat(AttributeValues.formatted(minutes, type, null, METRIC)).isEqualTo(time.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-0.1", "1440", "18446744073709551621"})
  void minutesOutsideADayAreNoTime(BigDecimal minutes) {
    for (var type : List.of(ValueType.TIME_OF_DAY, ValueType.TIME_OF_DAY_FROM_MIDDAY)) {
      assertThat(AttributeValues.timeOfDay(minutes, type)).isNull();
      assertThat(AttributeValues.formatted(minutes, type, null, METRIC)).isNull();
    }
  }

  @Test
  void onlyTimesOfDayAreOnTheClock() {
    assertThat(AttributeValues.timeOfDay(412L, ValueType.DURATION)).isNull();
    assertThat(AttributeValues.timeOfDay("6:52", ValueType.STRING)).isNull();
  }
}
