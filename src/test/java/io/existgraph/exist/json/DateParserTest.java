package io.existgraph.exist.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
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

  @Test
  void everySecondIsReadAsAnyFormatterDoes() {
    OffsetDateTime second = OffsetDateTime.parse("2024-02-28T22:58:57Z");
    for (int i = 0; i < 10_000; i++, second = second.plusSeconds(67)) {
      String text = second.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssX"));
      assertThat(DateParser.secondOf(text)).isEqualTo(OffsetDateTime.parse(text)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10:00", "-03:30", "+00:00", "-00:00", "+17:59", "-17:59", "+05:07"})
  void anOffsetIsReadAsAnyFormatterDoes(String offset) {
    String text = "2024-02-28T22:58:57" + offset;

    assertThat(DateParser.secondOf(text)).isEqualTo(OffsetDateTime.parse(text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-28T10:00:00+18:00",
        "2026-11-28T10:00:00+19:00",
        "2026-11-28T10:00:00+01:60",
        "2026-11-28T10:00:00 01:00",
        "2026-11-28T10:00:00+01.00",
        "2026-11-28T10:00:00+1a:00",
        "2026-11-28T10:00:00+01:0a",
        "2026-11-28T10:00:00.000Z",
        "2026-11-28",
        "2026-11-28T10:00Z",
        "2026-11-28T24:00:00Z",
        "2026-11-28T10:60:00Z",
        "2026-11-28T10:00:60Z",
        "2026-11-28T10:00:00z",
        "2026-11-28 10:00:00Z",
        "2026-11-31T10:00:00Z",
        "2026-11-28T10:00:0+01",
        "2026-11-28T1a:00:00Z"
      })
  void whatIsNoUsualSecondIsLeftToTheFormatter(String text) {
    assertThat(DateParser.secondOf(text)).isNull();
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
