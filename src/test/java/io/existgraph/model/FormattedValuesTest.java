package io.existgraph.model;

import static io.existgraph.model.UnitSystem.METRIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("sets the default locale")
class FormattedValuesTest {
  private static String formatted(Object value, ValueType type) {
    return AttributeValues.formatted(value, type, null, METRIC);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "7.0, 7",
    "7.04, 7",
    "7.05, 7.1",
    "2.25, 2.3",
    "2.35, 2.4",
    "-2.25, -2.3",
    "999.95, '1,000'",
    "12345, '12,345'",
    "1234567.8, '1,234,567.8'",
    "-12345, '-12,345'",
    "-0.04, 0",
    "-0.0, 0",
    "5.551115123125783E-17, 0",
    "9007199254740993, '9,007,199,254,740,993'"
  })
  void aNumberHasAtMostOneDecimalAndCommas(BigDecimal value, String words) {
    assertThat(formatted(value, ValueType.DECIMAL)).isEqualTo(words);
  }

  @Test
  void wholeNumbersOfEverySizeAreExact() {
    assertThat(formatted(12345L, ValueType.INTEGER)).isEqualTo("12,345");
    assertThat(formatted(Long.MIN_VALUE, ValueType.INTEGER))
        .isEqualTo("-9,223,372,036,854,775,808");
    assertThat(formatted(new BigInteger("9223372036854775808"), ValueType.INTEGER))
        .isEqualTo("9,223,372,036,854,775,808");
  }

  @Test
  void anAverageIsToldLikeItsValues() {
    assertThat(formatted(8432.55, ValueType.INTEGER)).isEqualTo("8,432.6");
    assertThat(formatted(6.5, ValueType.SCALE)).isEqualTo("6.5");
    assertThat(formatted(0.43, ValueType.BOOLEAN)).isEqualTo("0.4");
    assertThat(formatted(765.0, ValueType.TIME_OF_DAY_FROM_MIDDAY)).isEqualTo("00:45");
  }

  @Test
  void aTruthIsYesOrNo() {
    assertThat(formatted(true, ValueType.BOOLEAN)).isEqualTo("Yes");
    assertThat(formatted(false, ValueType.BOOLEAN)).isEqualTo("No");
  }

  @Test
  void textIsToldAsItIs() {
    assertThat(formatted("12345", ValueType.STRING)).isEqualTo("12345");
    assertThat(formatted(" two\nlines ", ValueType.STRING)).isEqualTo(" two\nlines ");
    assertThat(formatted("007", ValueType.UNKNOWN)).isEqualTo("007");
  }

  @Test
  void numbersThatAreNoneAreNoData() {
    assertThat(formatted(Double.NaN, ValueType.DECIMAL)).isNull();
    assertThat(formatted(Double.POSITIVE_INFINITY, ValueType.DURATION)).isNull();
    assertThat(formatted(Double.MAX_VALUE, ValueType.INTEGER)).isNull();
  }

  @Test
  void theWordsAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"de-CH", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(formatted(-12345.6, ValueType.DECIMAL)).isEqualTo("-12,345.6");
        assertThat(formatted(425.0, ValueType.TIME_OF_DAY)).isEqualTo("07:05");
        assertThat(AttributeValues.formatted(425L, ValueType.DURATION, Unit.MINUTES, METRIC))
            .isEqualTo("7 h 05 min");
        assertThat(AttributeValues.normalised("TRUE", ValueType.BOOLEAN)).isEqualTo(true);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
