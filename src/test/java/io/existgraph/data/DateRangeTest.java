package io.existgraph.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DateRangeTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");

  @Test
  void theLastDaysEndTodayOrWhereTheRangeEnds() {
    assertThat(new DateRange(7, null, null).days(DAY))
        .isEqualTo(new DateRange.ResolvedDateRange(DAY.minusDays(6), DAY));
    assertThat(new DateRange(7, null, DAY.minusDays(1)).days(DAY))
        .isEqualTo(new DateRange.ResolvedDateRange(DAY.minusDays(7), DAY.minusDays(1)));
    assertThat(new DateRange(null, DAY.minusDays(2), null).days(DAY).count()).isEqualTo(3);
    assertThat(DateRange.TODAY.days(DAY)).isEqualTo(new DateRange.ResolvedDateRange(DAY, DAY));
    assertThat(DateRange.of(DAY).days(DAY.plusYears(1)))
        .isEqualTo(new DateRange.ResolvedDateRange(DAY, DAY));
  }

  @Test
  void aRangeIsExtendedAsFarAsThereAreDays() {
    assertThat(DateRange.TODAY.extendedBy(6)).isEqualTo(new DateRange(7, null, null));
    assertThat(DateRange.of(DAY).extendedBy(2))
        .isEqualTo(new DateRange(null, DAY.minusDays(2), DAY));
    assertThat(new DateRange(3, null, DAY).extendedBy(2))
        .isEqualTo(new DateRange(null, DAY.minusDays(4), DAY));
    assertThat(new DateRange(null, DAY, null).extendedBy(1))
        .isEqualTo(new DateRange(null, DAY.minusDays(1), null));
    LocalDate first = LocalDate.of(0, 1, 2);
    assertThat(DateRange.of(first).extendedBy(DateRange.MAX_DAYS - 1).from())
        .isEqualTo(first.minusDays(1));
    DateRange longest = new DateRange(DateRange.MAX_DAYS, null, null);
    assertThat(longest.extendedBy(DateRange.MAX_DAYS - 1).days(DAY).count())
        .isEqualTo(2 * DateRange.MAX_DAYS - 1);
  }

  @Test
  void withoutAZoneTodayMayBeAnyOfUpToThreeDates() {
    Instant now = Instant.parse("2026-11-24T10:30:00Z");
    assertThat(DateRange.earliestToday(now)).isEqualTo(DAY.minusDays(1));
    assertThat(DateRange.latestToday(now)).isEqualTo(DAY.plusDays(1));
    assertThat(DateRange.TODAY.widest(now))
        .isEqualTo(new DateRange.ResolvedDateRange(DAY.minusDays(1), DAY.plusDays(1)));
  }

  @Test
  void aDayMayBeFutureUnlessItHasBegunEverywhere() {
    Instant noon = Instant.parse("2026-11-24T12:00:00Z");
    assertThat(DateRange.mayBeFuture(DAY.minusDays(1), noon)).isFalse();
    assertThat(DateRange.mayBeFuture(DAY.plusDays(1), noon)).isTrue();
    assertThat(DateRange.mayBeFuture(DAY, noon.minusSeconds(1))).isTrue();
  }

  @Test
  void onlyRangesThatEndTodayAreWithinTheLastDays() {
    assertThat(new DateRange(7, null, null).isWithinLast(7)).isTrue();
    assertThat(new DateRange(8, null, null).isWithinLast(7)).isFalse();
    assertThat(new DateRange(7, null, DAY).isWithinLast(7)).isFalse();
  }

  @Test
  void theFewestWindowsCoverTheDays() {
    TreeSet<LocalDate> days =
        List.of(0, 1, 9, 10, 30).stream()
            .map(DAY::minusDays)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(DateRange.ends(days, 10)).containsExactly(DAY, DAY.minusDays(10), DAY.minusDays(30));
    assertThat(DateRange.ends(new TreeSet<>(), 10)).isEmpty();
  }
}
