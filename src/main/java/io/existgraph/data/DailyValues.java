package io.existgraph.data;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The known days of one attribute, each with its raw value and the moment it was fetched.
/// Immutable. A day that Exist left out of a response that covers it is known to be empty.
///
/// Stored as runs of consecutive days that were fetched together, each an array: a day takes 8 to 9
/// bytes where values are numbers, and is read by its index.
public final class DailyValues {
  private static final int OVERHEAD = 40;

  private final ConsecutiveValues[] runs; // ascending, none overlaps another

  /// Consecutive days that were fetched together, the first counted from the epoch, each with its
  /// raw value or null.
  public record ConsecutiveDays(long firstDay, Instant fetchedAt, List<@Nullable Object> values) {}

  private DailyValues(List<ConsecutiveValues> runs) {
    this.runs = runs.toArray(ConsecutiveValues[]::new);
  }

  /// The days `from`..`to`, both inclusive; those without a value are empty.
  public static DailyValues of(
      LocalDate from, LocalDate to, Map<LocalDate, Object> values, Instant fetchedAt) {
    int days = (int) Math.max(0, to.toEpochDay() - from.toEpochDay() + 1);
    @Nullable Object[] array = new Object[days];
    Arrays.setAll(array, i -> values.get(from.plusDays(i)));
    return new DailyValues(
        days == 0
            ? List.of()
            : List.of(
                new ConsecutiveValues(from.toEpochDay(), PackedValueArray.of(array), fetchedAt)));
  }

  /// These days, preceded by the maximum range of days without a value. `from` is the first day of
  /// the result.
  public DailyValues withNothingBefore(LocalDate from, Instant fetchedAt) {
    LocalDate earliest = from.minusDays(DateRange.MAX_DAYS);
    return and(of(earliest, from.minusDays(1), Map.of(), fetchedAt));
  }

  /// The days of these runs, which are ascending and do not overlap.
  public static DailyValues ofRuns(List<ConsecutiveDays> runs) {
    return new DailyValues(
        runs.stream()
            .map(
                run ->
                    new ConsecutiveValues(
                        run.firstDay(),
                        PackedValueArray.of(run.values().toArray()),
                        run.fetchedAt()))
            .toList());
  }

  /// The same days, fetched at what `times` makes of the times at which they were.
  public DailyValues withTimes(UnaryOperator<Instant> times) {
    return new DailyValues(
        Arrays.stream(runs)
            .map(
                run ->
                    new ConsecutiveValues(
                        run.firstDay(), run.values(), times.apply(run.fetchedAt())))
            .toList());
  }

  /// All days, as [#ofRuns] takes them.
  public List<ConsecutiveDays> runs() {
    return Arrays.stream(runs)
        .map(run -> new ConsecutiveDays(run.firstDay(), run.fetchedAt(), run.values().toList()))
        .toList();
  }

  /// The value of a day; null where the day is not known.
  public @Nullable DatedValue on(LocalDate day) {
    return on(day.toEpochDay());
  }

  /// The same of a day that is counted from the epoch.
  public @Nullable DatedValue on(long day) {
    ConsecutiveValues run = runOf(day);
    return run == null ? null : new DatedValue(run.on(day), run.fetchedAt());
  }

  /// Whether something was recorded on that day.
  boolean hasValueOn(LocalDate day) {
    DatedValue value = on(day);
    return value != null && value.value() != null;
  }

  private @Nullable ConsecutiveValues runOf(long day) {
    int low = 0;
    int high = runs.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      ConsecutiveValues run = runs[middle];
      if (run.covers(day)) {
        return run;
      }
      if (day < run.firstDay()) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return null;
  }

  /// How many days are known.
  public int size() {
    return Arrays.stream(runs).mapToInt(run -> run.values().length()).sum();
  }

  /// Estimated size on the heap in bytes.
  public int weight() {
    return OVERHEAD + Arrays.stream(runs).mapToInt(ConsecutiveValues::weight).sum();
  }

  /// The days without those.
  public DailyValues without(Set<LocalDate> days) {
    DailyValues left = this;
    for (LocalDate day : days) {
      left = left.without(day);
    }
    return left;
  }

  private DailyValues without(LocalDate day) {
    long epochDay = day.toEpochDay();
    if (runOf(epochDay) == null) {
      return this;
    }
    List<ConsecutiveValues> left = new ArrayList<>();
    for (ConsecutiveValues run : runs) {
      if (!run.covers(epochDay)) {
        left.add(run);
        continue;
      }
      if (run.firstDay() < epochDay) {
        left.add(run.slice(run.firstDay(), epochDay));
      }
      if (epochDay + 1 < run.end()) {
        left.add(run.slice(epochDay + 1, run.end()));
      }
    }
    return new DailyValues(left);
  }

  /// The days of both; of a day that both contain, the value that was fetched later.
  public DailyValues and(DailyValues other) {
    long[] bounds =
        Stream.of(runs, other.runs)
            .flatMap(Arrays::stream)
            .flatMapToLong(run -> LongStream.of(run.firstDay(), run.end()))
            .sorted()
            .distinct()
            .toArray();
    List<ConsecutiveValues> both = new ArrayList<>();
    for (int i = 0; i + 1 < bounds.length; i++) {
      ConsecutiveValues run = later(runOf(bounds[i]), other.runOf(bounds[i]));
      if (run != null) {
        append(both, run.slice(bounds[i], bounds[i + 1]));
      }
    }
    return new DailyValues(both);
  }

  private static @Nullable ConsecutiveValues later(
      @Nullable ConsecutiveValues one, @Nullable ConsecutiveValues other) {
    boolean isOne = other == null || (one != null && other.fetchedAt().isBefore(one.fetchedAt()));
    return isOne ? one : other;
  }

  private static void append(List<ConsecutiveValues> runs, ConsecutiveValues next) {
    if (!runs.isEmpty() && runs.getLast().isContinuedBy(next)) {
      runs.add(runs.removeLast().joinedWith(next));
    } else {
      runs.add(next);
    }
  }
}
