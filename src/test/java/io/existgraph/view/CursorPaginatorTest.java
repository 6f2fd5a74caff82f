package io.existgraph.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.data.AverageListResource;
import io.existgraph.data.CacheKey;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.WeeklyAverage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pages of averages, newest first: the row of age 0 is the newest, ages are in weeks.
class CursorPaginatorTest {
  private static final AttributeName STEPS = new AttributeName("steps");
  private static final AttributeName MOOD = new AttributeName("mood");
  private static final LocalDate NEWEST = LocalDate.parse("2026-11-22");
  private static final ListResource<WeeklyAverage> AVERAGES =
      new AverageListResource(STEPS, null, null);
  private static final int SIZE = 3;

  private final CachedLists lists = new CachedLists();

  private static WeeklyAverage row(int age) {
    return new WeeklyAverage(STEPS, NEWEST.minusWeeks(age), (double) age, Map.of());
  }

  /// Caches a page with the rows of these ages; `rows` is how many the list has.
  private void cache(int page, int from, int to, int rows) {
    List<WeeklyAverage> some = IntStream.rangeClosed(from, to).mapToObj(age -> row(age)).toList();
    lists.put(
        AVERAGES, page, new ListPage<>(some, some.size(), page * SIZE < rows, rows), Instant.EPOCH);
  }

  private ListResult<WeeklyAverage> rows(int first, ListQuery.@Nullable RowPosition after) {
    return rows(new ListQuery<>(AVERAGES, first, after, false));
  }

  private <R> ListResult<R> rows(ListQuery<R> query) {
    return lists.rows(query, query.listing(), 100);
  }

  private static ListQuery.RowPosition cursor(int offset, int age) {
    return new ListQuery.RowPosition("scope", offset, NEWEST.minusWeeks(age).toString());
  }

  private static List<Integer> ages(ListResult<WeeklyAverage> result) {
    return result instanceof ListResult.KnownRows<WeeklyAverage> known
        ? known.rows().stream().map(row -> row.overall().intValue()).toList()
        : List.of(-1);
  }

  private static <R> ListResult.KnownRows<R> known(ListResult<R> result) {
    if (result instanceof ListResult.KnownRows<R> known) {
      return known;
    }
    throw new AssertionError(result);
  }

  private static List<Integer> missing(ListResult<?> result) {
    return result instanceof ListResult.MissingPages<?> missing
        ? new ArrayList<>(missing.pages())
        : List.of();
  }

  @Test
  void theFirstRowsAreThoseOfTheFirstPage() {
    cache(1, 0, 2, 7);
    ListResult<WeeklyAverage> result = rows(2, null);
    assertThat(ages(result)).containsExactly(0, 1);
    ListResult.KnownRows<WeeklyAverage> known = known(result);
    assertThat(known.hasNext()).isTrue();
    assertThat(known.total()).isEqualTo(7);
    assertThat(known.from()).isEqualTo(Set.of(new CacheKey.RowsOf<>(AVERAGES, 1)));
  }

  @Test
  void withoutAnyPageThoseThatTheRowsReachToAreMissing() {
    assertThat(missing(rows(100, null))).containsExactly(1);
    assertThat(missing(rows(101, null))).containsExactly(1, 2);
    assertThat(missing(rows(5, cursor(119, 119)))).containsExactly(2);
  }

  @Test
  void thePagesUpToTheLastRowAreMissingButNoneBehindTheLastPage() {
    cache(1, 0, 2, 7);
    assertThat(missing(rows(5, null))).containsExactly(2);
    assertThat(missing(rows(7, null))).containsExactly(2, 3);
    assertThat(missing(rows(90, null))).containsExactly(2, 3);
  }

  @Test
  void aCursorIsFollowedByTheRowsBelowItsOwn() {
    cache(1, 0, 2, 7);
    cache(2, 3, 5, 7);
    cache(3, 6, 6, 7);
    assertThat(ages(rows(3, cursor(1, 1)))).containsExactly(2, 3, 4);
    ListResult<WeeklyAverage> end = rows(3, cursor(4, 4));
    assertThat(ages(end)).containsExactly(5, 6);
    assertThat(known(end).hasNext()).isFalse();
    assertThat(known(end).offset()).isEqualTo(5);
  }

  @Test
  void aRowThatWasPushedDownIsFoundByItsIdentity() {
    cache(1, 0, 2, 7);
    cache(2, 3, 5, 7);
    assertThat(ages(rows(2, cursor(1, 3)))).containsExactly(4, 5);
  }

  @Test
  void aRowThatWasPushedOffTheKnownPagesIsLookedForOnTheNext() {
    cache(1, 0, 2, 7);
    assertThat(missing(rows(2, cursor(0, 4)))).containsExactly(2);
  }

  @Test
  void afterARowThatIsGoneEverythingOlderFollows() {
    List<WeeklyAverage> gap = List.of(row(0), row(1), row(3));
    lists.put(AVERAGES, 1, new ListPage<>(gap, 3, false, 3), Instant.EPOCH);
    assertThat(ages(rows(5, cursor(2, 2)))).containsExactly(3);
  }

  @Test
  void datesLeaveRowsOutAndTheTotalToo() {
    cache(1, 0, 2, 7);
    cache(2, 3, 5, 7);
    ListResource<WeeklyAverage> window =
        new AverageListResource(STEPS, NEWEST.minusWeeks(4), NEWEST.minusWeeks(2));
    ListResult<WeeklyAverage> result =
        lists.rows(new ListQuery<>(window, 5, null, true), AVERAGES, 100);
    assertThat(ages(result)).containsExactly(2, 3, 4);
    assertThat(known(result).total()).isNull();
    assertThat(known(result).hasNext()).isFalse();
  }

  @Test
  void amongOthersARowCountsOnceAndAsSeenFromTheAttributeAskedFor() {
    ListResource<Correlation> batch = new CorrelationBatchResource(null, null);
    Correlation own = correlation(STEPS, MOOD);
    List<Correlation> all =
        List.of(
            own,
            own.reversed(MOOD),
            correlation(new AttributeName("weight"), new AttributeName("x")));
    lists.put(batch, 1, new ListPage<>(all, 3, false, 3), Instant.EPOCH);
    ListQuery<Correlation> query = ListQuery.latestOf(MOOD);
    ListResult.KnownRows<Correlation> known = known(lists.rows(query, batch, 100));
    assertThat(known.rows()).containsExactly(own.reversed(MOOD));
    assertThat(known.total()).isEqualTo(1);
  }

  @Test
  void aListOfOthersIsReadOnlyAsFarAsAllowed() {
    cache(1, 0, 2, 7);
    ListResource<WeeklyAverage> window = new AverageListResource(STEPS, NEWEST.minusYears(9), null);
    ListQuery<WeeklyAverage> query = new ListQuery<>(window, 5, null, false);
    assertThat(missing(lists.rows(query, AVERAGES, 2))).containsExactly(2);
    assertThat(ages(lists.rows(query, AVERAGES, 1))).containsExactly(0, 1, 2);
  }

  private static Correlation correlation(AttributeName one, AttributeName other) {
    return new Correlation(
        NEWEST,
        90,
        one,
        other,
        0.5,
        null,
        null,
        null,
        null,
        null,
        new Correlation.CorrelationDetails(null, null, null, null, null, null, null));
  }
}
