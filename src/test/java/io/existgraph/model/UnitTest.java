package io.existgraph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "KM, km, mi",
    "KG, kg, lb",
    "G, g, oz",
    "MG, mg, mg",
    "KJ, kJ, kcal",
    "ML, ml, fl oz",
    "MINUTES, min, min",
    "PERCENT, %, %",
    "CELSIUS, °C, °F",
    "KM_PER_HOUR, km/h, mph",
    "INCHES_PER_HOUR, in/h, in/h",
    "BPM, bpm, bpm",
    "MS, ms, ms"
  })
  void aUnitHasASymbolInEitherSystem(Unit unit, String metric, String imperial) {
    assertThat(unit.symbol(UnitSystem.METRIC)).isEqualTo(metric);
    assertThat(unit.symbol(UnitSystem.IMPERIAL)).isEqualTo(imperial);
    assertThat(unit.hasImperial()).isEqualTo(!metric.equals(imperial));
  }

  @Test
  void theSymbolsAreThoseOfTheContract() {
    Set<String> symbols =
        Arrays.stream(Unit.values())
            .flatMap(unit -> Stream.of(UnitSystem.values()).map(unit::symbol))
            .collect(Collectors.toSet());
    assertThat(symbols)
        .containsExactlyInAnyOrder(
            "km", "mi", "kg", "g", "mg", "lb", "oz", "kJ", "kcal", "ml", "fl oz", "min", "%", "°C",
            "°F", "km/h", "mph", "in/h", "bpm", "ms");
  }

  @ParameterizedTest
  @CsvSource({
    "KM, 1.609344, 1",
    "KG, 0.45359237, 1",
    "G, 28.349523125, 1",
    "MG, 5, 5",
    "KJ, 4.184, 1",
    "ML, 29.5735295625, 1",
    "CELSIUS, 100, 212",
    "CELSIUS, -40, -40",
    "CELSIUS, 0, 32",
    "KM_PER_HOUR, 16.09344, 10",
    "INCHES_PER_HOUR, 0.2, 0.2",
    "MINUTES, 90, 90",
    "BPM, 61, 61"
  })
  void aStoredValueIsConvertedToImperial(Unit unit, double stored, double imperial) {
    assertThat(unit.convert(stored, UnitSystem.IMPERIAL)).isCloseTo(imperial, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PERCENT")
  void aStoredValueIsMetricAlready(Unit unit) {
    assertThat(unit.convert(12.5, UnitSystem.METRIC)).isEqualTo(12.5);
  }

  @ParameterizedTest
  @EnumSource
  void aRatioIsToldInPercent(UnitSystem system) {
    assertThat(Unit.PERCENT.convert(0.5, system)).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({
    "water, INTEGER, ML",
    "heartrate_variability, INTEGER, MS",
    "weather_precipitation, DECIMAL, INCHES_PER_HOUR",
    "weight, UNKNOWN, KG",
    "weight_goal, DECIMAL, KG",
    "body_fat, PERCENTAGE, PERCENT",
    "my_nap, DURATION, MINUTES",
    "my_share, PERCENTAGE, PERCENT",
    "my_tag, BOOLEAN,",
    "my_count, INTEGER,",
    "my_thing, UNKNOWN,",
    "steps, INTEGER,",
    "mood, SCALE,",
    "money_spent, DECIMAL,",
    "sleep_end, TIME_OF_DAY,",
    "sleep_start, TIME_OF_DAY_FROM_MIDDAY,"
  })
  void theUnitIsAsDocumentedElseThatOfTheType(String name, ValueType type, Unit unit) {
    assertThat(Unit.of(new AttributeName(name), type)).isEqualTo(unit);
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOLEAN", "STRING", "SCALE", "TIME_OF_DAY", "TIME_OF_DAY_FROM_MIDDAY"})
  void aTagWithTheNameOfADocumentedMeasureHasNoUnit(ValueType type) {
    assertThat(Unit.of(new AttributeName("sugar"), type)).isNull();
  }
}
