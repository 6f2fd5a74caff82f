package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DateTextsTest {
  private final Random random = new Random(7);

  @Test
  void datesHaveTheirIsoText() {
    for (int i = 0; i < 5_000; i++) {
      LocalDate date = LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000);
      assertThat(DateTexts.of(date)).isEqualTo(date.toString());
    }
    assertThat(DateTexts.of(LocalDate.MAX)).isEqualTo(LocalDate.MAX.toString());
  }

  @Test
  void timesHaveTheirIsoText() {
    for (int i = 0; i < 5_000; i++) {
      OffsetDateTime time =
          LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000)
              .atTime(random.nextInt(24), random.nextInt(60), random.nextInt(3))
              .plusNanos(random.nextBoolean() ? 0 : random.nextInt(1_000_000_000))
              .atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-60_000, 60_000) / 60 * 60));
      assertThat(DateTexts.ofDateTime(time))
          .isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
    }
    OffsetDateTime late = OffsetDateTime.MAX.withNano(0);
    assertThat(DateTexts.ofDateTime(late))
        .isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(late));
  }
}
