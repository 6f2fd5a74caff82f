package io.existgraph.model;

import static io.existgraph.model.UnitSystem.METRIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormattedMeasuresTest {
  @ParameterizedTest
  @CsvSource({
    "7.2, KM, METRIC, 7.2 km",
    "7.2, KM, IMPERIAL, 4.5 mi",
    "72.4, KG, METRIC, 72.4 kg",
    "72.4, KG, IMPERIAL, 159.6 lb",
    "21.5, CELSIUS, METRIC, 21.5 °C",
    "21.5, CELSIUS, IMPERIAL, 70.7 °F",
    "-40, CELSIUS, IMPERIAL, -40 °F",
    "8700, KJ, METRIC, '8,700 kJ'",
    "8700, KJ, IMPERIAL, '2,079.3 kcal'",
    "1500, ML, IMPERIAL, 50.7 fl oz",
    "100, G, IMPERIAL, 3.5 oz",
    "2300, MG, IMPERIAL, '2,300 mg'",
    "20, KM_PER_HOUR, METRIC, 20 km/h",
    "20, KM_PER_HOUR, IMPERIAL, 12.4 mph",
    "0.2, INCHES_PER_HOUR, METRIC, 0.2 in/h",
    "0.2, INCHES_PER_HOUR, IMPERIAL, 0.2 in/h",
    "61, BPM, METRIC, 61 bpm",
    "48, MS, METRIC, 48 ms"
  })
  void aMeasureHasItsUnit(BigDecimal value, Unit unit, UnitSystem system, String words) {
    assertThat(AttributeValues.formatted(value, ValueType.DECIMAL, unit, system)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0.35, 35 %",
    "0.07, 7 %",
    "0.3335, 33.4 %",
    "0, 0 %",
    "1, 100 %",
    "1.2, 120 %",
  })
  void aRatioIsToldInPercent(BigDecimal ratio, String words) {
    assertThat(AttributeValues.formatted(ratio, ValueType.PERCENTAGE, Unit.PERCENT, METRIC))
        .isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 min",
    "45, 45 min",
    "59, 59 min",
    "59.4, 59 min",
    "59.5, 1 h 00 min",
    "60, 1 h 00 min",
    "65, 1 h 05 min",
    "425, 7 h 05 min",
    "412.5, 6 h 53 min",
    "6000, 100 h 00 min",
    "60001, '1,000 h 01 min'",
    "-5, -5 min",
    "-65, -1 h 05 min",
    "-0.4, 0 min",
    "1E+20, '1,666,666,666,666,666,666 h 40 min'"
  })
  void minutesAreToldAsHoursAndMinutes(BigDecimal minutes, String words) {
    assertThat(
            AttributeValues.formatted(
                minutes, ValueType.DURATION, Unit.MINUTES, UnitSystem.IMPERIAL))
        .isEqualTo(words);
  }
}
