package io.existgraph.redis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.existgraph.data.CacheKey;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.CorrelationListResource;
import io.existgraph.data.DailyValues;
import io.existgraph.data.ListPage;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.exist.CachedEntries;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import io.existgraph.model.ValueType;
import io.existgraph.model.WeeklyAverage;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.write.BatchResult;
import io.existgraph.write.ValidatedItem;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every value that is cached survives the way out and back; nothing else is written or read.
class ValueCodecTest {
  private static final AttributeName MOOD = new AttributeName("mood");
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123456789Z");

  private final ValueCodec codec = new ValueCodec();

  private Object there(Object value) {
    return codec.decode(codec.encode(value));
  }

  @Test
  void scalarsAndCollectionsComeBackEqual() {
    List<Object> values =
        Arrays.asList(
            null,
            true,
            false,
            0,
            -1,
            Integer.MIN_VALUE,
            1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            -0.5,
            Double.NaN,
            new BigDecimal("-1.50"),
            new BigDecimal("1e-90"),
            "",
            "ä\uD83D\uDE00\0",
            DAY,
            LocalDate.MIN,
            NOW,
            Instant.MIN,
            OffsetDateTime.parse("2026-11-24T10:00:00.5+05:45"),
            ZoneOffset.ofHoursMinutes(-3, -30),
            List.of(1, List.of()),
            Set.of("a"),
            Map.of("a", 1L),
            DayOfWeek.FRIDAY);
    assertThat(there(values)).isEqualTo(values);
  }

  @Test
  void recordsComeBackEqual() {
    Map<AttributeName, Object> today = new HashMap<>(Map.of(MOOD, 7L));
    RecentValues overwritten =
        new RecentValues.TodayValues(today, DAY).without(Map.of(MOOD, Set.of(DAY)));
    for (Object value :
        List.of(
            new CacheKey.RowsOf<>(new CorrelationListResource(MOOD, true, null, DAY), 3),
            new CacheKey.FirstRowsOf<>(new CorrelationBatchResource(true, null)),
            new CacheKey.AbsenceOf(UserRef.SELF, null),
            new ListPage<>(
                List.of(new WeeklyAverage(MOOD, DAY, null, Map.of(DayOfWeek.MONDAY, 1.5))),
                2,
                true,
                9),
            new Profile(1, "a", null, null, "b", null, null, "UTC", ZoneOffset.UTC, null, null),
            overwritten,
            new BatchResult(
                List.of(
                    new ValidatedItem.ValidItem(
                        "mood", DAY, new WriteItem.ValueUpdate(MOOD, DAY, 7L)),
                    new ValidatedItem.ValidItem(
                        "x", DAY, new WriteItem.ValueIncrement(MOOD, DAY, new BigDecimal("1.5")))),
                Map.of("k", WriteOutcome.UNKNOWN, "l", WriteOutcome.applied(MOOD, 8L)),
                Map.of(MOOD, ValueType.SCALE)))) {
      assertThat(there(value)).isEqualTo(value);
    }
  }

  @Test
  void dailyValuesComeBackWithEveryDayAndMoment() {
    DailyValues days =
        DailyValues.of(DAY.minusDays(9), DAY, Map.of(DAY, 3L, DAY.minusDays(2), "note"), NOW)
            .and(
                DailyValues.of(
                    DAY.minusDays(20),
                    DAY.minusDays(12),
                    Map.of(DAY.minusDays(13), new BigDecimal("1.25")),
                    NOW.minusSeconds(9)));
    DailyValues back = (DailyValues) there(days);
    assertThat(back.size()).isEqualTo(days.size());
    for (int i = 0; i < 30; i++) {
      assertThat(back.on(DAY.minusDays(i))).isEqualTo(days.on(DAY.minusDays(i)));
    }
    assertThat(back.weight()).isEqualTo(days.weight());
  }

  @Test
  void catalogsComeBackInOrder() {
    Catalog catalog =
        new Catalog(List.of(CachedEntries.attribute("b"), CachedEntries.attribute("a")));
    assertThat(((Catalog) there(catalog)).attributes()).isEqualTo(catalog.attributes());
  }

  @Test
  void nothingElseIsWritten() {
    for (Object other : List.of(new Object(), URI.create("x"), 'c', Thread.State.NEW)) {
      assertThatThrownBy(() -> codec.encode(List.of(other)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void bytesThatAreCutOrMadeUpAreRefused() {
    byte[] bytes = codec.encode(List.of("text", 1L, MOOD, Map.of("a", DAY)));
    for (int i = 0; i < bytes.length; i++) {
      byte[] cut = Arrays.copyOf(bytes, i);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    for (byte[] wrong : new byte[][] {{99}, {-1}, {12, -1, -1, -1, -1, 15}, {15, 2}, {16, 2, 2}}) {
      assertThatThrownBy(() -> codec.decode(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
