package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberLiteralScannerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a}|0",
        "{a1(b:23,c:-4.5e6)}|6",
        "{a(b:\"123\",c:4)}|1",
        "{a(b:\"1\\\"23\",c:4)}|1",
        "{a(b:\"\",c:4)}|1",
        "{a(b:\"\"\"12\"3\\\"\"\"4\"\"\",c:5)}|1",
        "{a(b:\"123¶4)}|1",
        "{a #12¶(b:3)}|1",
        "{a #12^(b:3)}|1",
        "{a(b:\"\"\"123|0",
        "{a(b:\"12\\|0",
      })
  void countsWhatStandsOutsideOfStringsAndComments(String document, int digits) {
    assertThat(NumberLiteralScanner.of(document.replace('¶', '\n').replace('^', '\r')).digits())
        .isEqualTo(digits);
  }

  @ParameterizedTest
  @CsvSource({
    "{a},0,0",
    "{a(b:-12.345e-67)},5,67",
    "{a(b:1E+8 c:123e4)},3,8",
    "{a(b:0e0000009)},1,9",
    "{a(b:1e)},1,0",
    "{a1e5(b_2e6:7)},1,0",
    "{a(b:1e2147483647)},1,2147483647",
    "{a(b:1e2147483648)},1,2147483647",
    "{a(b:1e99999999999999)},1,2147483647",
    "{a(b:\"1e5\" #1e5)},0,0",
  })
  void readsTheLongestNumberAndTheLargestExponent(String document, int longest, int exponent) {
    NumberLiteralScanner.NumberStatistics numbers = NumberLiteralScanner.of(document);
    assertThat(numbers.longest()).isEqualTo(longest);
    assertThat(numbers.exponent()).isEqualTo(exponent);
  }
}
