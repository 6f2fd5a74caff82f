package io.existgraph.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class NormalisedValuesTest {
  static final List<Arguments> READABLE =
      List.of(
          Arguments.of("8432", ValueType.INTEGER, 8432L),
          Arguments.of(" 8432 ", ValueType.INTEGER, 8432L),
          Arguments.of(8432, ValueType.INTEGER, 8432L),
          Arguments.of(8432L, ValueType.INTEGER, 8432L),
          Arguments.of(-3L, ValueType.INTEGER, -3L),
          Arguments.of(8432.0, ValueType.INTEGER, 8432L),
          Arguments.of("1e3", ValueType.INTEGER, 1000L),
          Arguments.of(Long.MAX_VALUE, ValueType.INTEGER, Long.MAX_VALUE),
          Arguments.of(
              "9223372036854775808", ValueType.INTEGER, new BigInteger("9223372036854775808")),
          Arguments.of(412.0, ValueType.DURATION, 412L),
          Arguments.of("412.0000", ValueType.TIME_OF_DAY, 412L),
          Arguments.of(new BigDecimal("765.0"), ValueType.TIME_OF_DAY_FROM_MIDDAY, 765L),
          Arguments.of("7", ValueType.SCALE, 7L),
          Arguments.of("13.8", ValueType.DECIMAL, new BigDecimal("13.8")),
          Arguments.of(13.8, ValueType.DECIMAL, new BigDecimal("13.8")),
          Arguments.of("0.35", ValueType.PERCENTAGE, new BigDecimal("0.35")),
          Arguments.of(1, ValueType.BOOLEAN, true),
          Arguments.of(0L, ValueType.BOOLEAN, false),
          Arguments.of(1.0, ValueType.BOOLEAN, true),
          Arguments.of("1", ValueType.BOOLEAN, true),
          Arguments.of("0", ValueType.BOOLEAN, false),
          Arguments.of("true", ValueType.BOOLEAN, true),
          Arguments.of("False", ValueType.BOOLEAN, false),
          Arguments.of(true, ValueType.BOOLEAN, true),
          Arguments.of("a note", ValueType.STRING, "a note"),
          Arguments.of("", ValueType.STRING, ""),
          Arguments.of(12L, ValueType.STRING, "12"),
          Arguments.of(new BigDecimal("1.50"), ValueType.STRING, "1.50"),
          Arguments.of("as it is", ValueType.UNKNOWN, "as it is"),
          Arguments.of(12L, ValueType.UNKNOWN, 12L),
          Arguments.of(true, ValueType.UNKNOWN, true));

  static final List<Object> UNREADABLE =
      List.of(
          "",
          " ",
          "many",
          "NaN",
          "Infinity",
          "-Infinity",
          "0x10",
          "1,000",
          "1e31",
          "1e999999999",
          "1e-999999999",
          "1e99999999999",
          "1".repeat(41),
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          Double.MAX_VALUE,
          new BigDecimal("1e999999999"),
          new BigDecimal("1e-999999999"),
          BigInteger.TEN.pow(41));

  @ParameterizedTest
  @FieldSource("READABLE")
  void aValueIsReadAsItsType(Object raw, ValueType type, Object value) {
    assertThat(AttributeValues.normalised(raw, type)).isEqualTo(value);
  }

  @ParameterizedTest
  @FieldSource("UNREADABLE")
  void whatIsNoNumberIsNullForTypesThatAreNumbers(Object raw) {
    assertThat(ValueType.values())
        .filteredOn(type -> type != ValueType.STRING && type != ValueType.UNKNOWN)
        .allSatisfy(type -> assertThat(AttributeValues.normalised(raw, type)).isNull());
  }

  @Test
  void aTruthIsNoNumber() {
    assertThat(AttributeValues.normalised(true, ValueType.INTEGER)).isNull();
    assertThat(AttributeValues.normalised("true", ValueType.DECIMAL)).isNull();
  }

  @Test
  void anAbsurdNumberOfUnknownTypeIsNull() {
    assertThat(AttributeValues.normalised(Double.NaN, ValueType.UNKNOWN)).isNull();
    assertThat(AttributeValues.normalised(new BigDecimal("1e999999999"), ValueType.UNKNOWN))
        .isNull();
  }

  @Test
  void aFractionOfAWholeTypeStaysAFraction() {
    assertThat(AttributeValues.normalised(412.5, ValueType.INTEGER))
        .isEqualTo(new BigDecimal("412.5"));
  }
}
