package io.existgraph.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.model.AttributeName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");

  @Test
  void daysThatWereLeftOutWeighAsMuchAsOthers() {
    Answer answer = new Answer(40);
    DayBook empty = DayBook.of(DAY.minusDays(99), DAY, Map.of(), Instant.EPOCH);
    answer.tell(new Topic.DaysOf(UserRef.SELF, new AttributeName("steps")), empty);
    assertThat(answer.weightOf(empty)).isGreaterThan(5_000);
  }

  @Test
  void whatIsDecodedWeighsThreeTimesItsText() {
    Answer answer = new Answer(1_000);
    answer.tell(new Topic.Owned(1), new Page<>(List.of(), 0, false, 0));
    assertThat(answer.weightOf(new Page<>(List.of(), 0, false, 0))).isEqualTo(3_000);
  }
}
