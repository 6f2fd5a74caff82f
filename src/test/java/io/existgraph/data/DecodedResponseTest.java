package io.existgraph.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.model.AttributeName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DecodedResponseTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");

  @Test
  void daysWeighWhatTheirArraysTake() {
    Map<LocalDate, Object> all =
        DAY.minusDays(99)
            .datesUntil(DAY.plusDays(1))
            .collect(Collectors.toMap(day -> day, _ -> 8432L));
    DailyValues empty = DailyValues.of(DAY.minusDays(99), DAY, Map.of(), Instant.EPOCH);
    DailyValues full = DailyValues.of(DAY.minusDays(99), DAY, all, Instant.EPOCH);
    DecodedResponse answer = new DecodedResponse(40);
    answer.add(new CacheKey.DaysOf(UserRef.SELF, new AttributeName("steps")), full);
    assertThat(answer.weightOf(full)).isGreaterThan(800);
    assertThat(answer.weightOf(empty)).isBetween(1, 800);
  }

  @Test
  void whatIsDecodedWeighsThreeTimesItsText() {
    DecodedResponse answer = new DecodedResponse(1_000);
    answer.add(new CacheKey.OwnedAttributes(1), new ListPage<>(List.of(), 0, false, 0));
    assertThat(answer.weightOf(new ListPage<>(List.of(), 0, false, 0))).isEqualTo(3_000);
  }
}
