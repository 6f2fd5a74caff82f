package io.existgraph.exist.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateParserTest {
  @Test
  void everyDateIsRead() {
    for (LocalDate day = LocalDate.of(1999, 1, 1); day.getYear() < 2031; day = day.plusDays(1)) {
      assertThat(DateParser.beginningOf(day.toString())).isEqualTo(day);
      assertThat(DateParser.beginningOf(day + "T10:00:00Z")).isEqualTo(day);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-2",
        "2026-11-31",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026/11/28",
        "20261128xx",
        "+026-11-28",
        "2026-1a-28",
        "２026-11-28"
      })
  void whatIsNoDateIsNull(String text) {
    assertThat(DateParser.beginningOf(text)).isNull();
  }
}
