package io.existgraph.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/// A range of days: `from`..`to`, or the `last` so many up to `to`. Without `to` they end with the
/// user's today, whenever that is.
public record DateRange(@Nullable Integer last, @Nullable LocalDate from, @Nullable LocalDate to) {
  private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(-12);
  private static final ZoneOffset LATEST_ZONE = ZoneOffset.ofHours(14);

  private static final long SECONDS_PER_DAY = 86_400;

  /// The earliest date that can be written.
  private static final LocalDate FIRST_DAY = LocalDate.of(0, 1, 1);

  /// How many days a range may have.
  public static final int MAX_DAYS = 3660;

  /// How far apart the dates of any two zones are.
  private static final int DATES_APART = 2;

  public static final DateRange TODAY = new DateRange(1, null, null);

  /// Days, both inclusive. Longer ranges than [#MAX_DAYS] are refused with the arguments; averages
  /// that move over them reach as far back again.
  public record ResolvedDateRange(LocalDate from, LocalDate to) {
    public ResolvedDateRange {
      if (to.toEpochDay() - from.toEpochDay() >= 2 * MAX_DAYS + DATES_APART) {
        throw new IllegalArgumentException("more than " + 2 * MAX_DAYS + " days");
      }
    }

    public int count() {
      return (int) (to.toEpochDay() - from.toEpochDay() + 1);
    }
  }

  public static DateRange of(LocalDate day) {
    return new DateRange(null, day, day);
  }

  /// The range with so many days before it, as far as there are any.
  public DateRange extendedBy(int days) {
    if (days == 0) {
      return this;
    }
    if (to == null) {
      return from == null
          ? new DateRange(orOne(last) + days, null, null)
          : new DateRange(null, before(from, days), null);
    }
    return new DateRange(null, before(days(to).from(), days), to);
  }

  private static LocalDate before(LocalDate day, int days) {
    LocalDate earlier = day.minusDays(days);
    return earlier.isBefore(FIRST_DAY) ? FIRST_DAY : earlier;
  }

  /// Whether its end depends on the user's today.
  public boolean endsToday() {
    return to == null;
  }

  /// Whether it is within the last so many days, whatever date today is.
  public boolean isWithinLast(int days) {
    return to == null && last != null && last <= days;
  }

  /// The days, once today is known.
  public ResolvedDateRange days(LocalDate today) {
    return between(today, today);
  }

  /// All days it may mean while the user's zone is not known.
  public ResolvedDateRange widest(Instant now) {
    return between(earliestToday(now), latestToday(now));
  }

  private ResolvedDateRange between(LocalDate earliest, LocalDate latest) {
    LocalDate start = to == null ? earliest : to;
    LocalDate end = to == null ? latest : to;
    return new ResolvedDateRange(
        last == null && from != null ? from : start.minusDays(orOne(last) - 1L), end);
  }

  private static int orOne(@Nullable Integer last) {
    return last == null ? 1 : last;
  }

  /// The last days of the fewest windows of that length that cover these days, latest first.
  public static List<LocalDate> ends(NavigableSet<LocalDate> days, int length) {
    List<LocalDate> ends = new ArrayList<>();
    LocalDate next = days.isEmpty() ? null : days.last();
    while (next != null) {
      ends.add(next);
      next = days.lower(next.minusDays(length - 1L));
    }
    return ends;
  }

  /// Whether that day may lie ahead somewhere: only then its date depends on a zone.
  public static boolean mayBeFuture(LocalDate day, Instant now) {
    long start = day.toEpochDay() * SECONDS_PER_DAY;
    return start > now.getEpochSecond() + EARLIEST_ZONE.getTotalSeconds() - SECONDS_PER_DAY;
  }

  public static LocalDate earliestToday(Instant now) {
    return LocalDate.ofInstant(now, EARLIEST_ZONE);
  }

  public static LocalDate latestToday(Instant now) {
    return LocalDate.ofInstant(now, LATEST_ZONE);
  }
}
