package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitCounterTest {
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
    assertThat(DigitCounter.digits(document.replace('¶', '\n').replace('^', '\r')))
        .isEqualTo(digits);
  }
}
