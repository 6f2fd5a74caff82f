package io.existgraph.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.statistics.StreakStatistics.IndexRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreakStatisticsTest {
  private static StreakStatistics of(String days) {
    return StreakStatistics.of(days.chars().mapToObj(day -> day == 'x').toList());
  }

  private static String text(IndexRange span) {
    return span == null ? "none" : span.from() + "-" + span.to();
  }

  @ParameterizedTest(name = "{0}: now {1}, longest {2}")
  @CsvSource({
    "'',     none, none",
    ".,      none, none",
    "x,      0-0,  0-0",
    "x.,     0-0,  0-0",
    "x..,    none, 0-0",
    "xx.xx,  3-4,  3-4",
    "xxx.x., 4-4,  0-2",
    ".xx.xx.,4-5,  4-5",
    "xx..,   none, 0-1",
    "xxxxx,  0-4,  0-4",
  })
  void todayBreaksNothingBeforeItIsOver(String days, String current, String longest) {
    assertThat(text(of(days).current())).isEqualTo(current);
    assertThat(text(of(days).longest())).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void areThoseOfAPlainSearch(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Boolean> days = new ArrayList<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        days.add(random.nextInt(4) > 0);
      }
      StreakStatistics streaks = StreakStatistics.of(days);
      assertThat(streaks.longest()).isEqualTo(longest(days));
      assertThat(streaks.current()).isEqualTo(current(days));
    }
  }

  private static boolean isStreak(List<Boolean> days, int from, int to) {
    return days.subList(from, to + 1).stream().allMatch(isReached -> isReached);
  }

  private static IndexRange longest(List<Boolean> days) {
    for (int length = days.size(); length > 0; length--) {
      for (int from = days.size() - length; from >= 0; from--) {
        if (isStreak(days, from, from + length - 1)) {
          return new IndexRange(from, from + length - 1);
        }
      }
    }
    return null;
  }

  private static IndexRange current(List<Boolean> days) {
    int last = days.size() - 1;
    int to = last >= 0 && !days.get(last) ? last - 1 : last;
    int from = to;
    while (from >= 0 && days.get(from)) {
      from--;
    }
    return from < to ? new IndexRange(from + 1, to) : null;
  }
}
