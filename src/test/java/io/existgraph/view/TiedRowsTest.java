package io.existgraph.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.model.Insight;
import io.existgraph.relay.CursorCodec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Walks through lists whose rows share moments, across the ends of Exist's pages.
class TiedRowsTest {
  private static final ListResource<Insight> INSIGHTS = InsightListResource.of(null, null, null);
  private static final OffsetDateTime NEWEST = OffsetDateTime.parse("2026-11-24T10:00:00Z");
  private static final int SIZE = 7;

  private final CachedLists lists = new CachedLists();
  private final List<Insight> exist = new ArrayList<>();
  private Random random;
  private Instant now = Instant.EPOCH;
  private int names;

  @BeforeEach
  void clear() {
    lists.entries.clear();
    exist.clear();
  }

  /// Rows of one moment, in an order of Exist's own.
  private List<Insight> tied(OffsetDateTime created, int size) {
    List<Insight> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Insight.InsightType type = new Insight.InsightType("type " + names++, 1, 2, null);
      rows.add(new Insight(created, null, null, "", null, null, null, type));
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private void fill() {
    OffsetDateTime moment = NEWEST;
    while (exist.size() < 60) {
      exist.addAll(tied(moment, 1 + random.nextInt(random.nextBoolean() ? 3 : 20)));
      moment = moment.minusHours(1);
    }
  }

  private ListResult<Insight> rows(int first, ListQuery.@Nullable RowPosition after) {
    ListQuery<Insight> query = new ListQuery<>(INSIGHTS, first, after, false);
    return lists.rows(query, INSIGHTS, 100);
  }

  private void read(int page) {
    now = now.plusSeconds(1);
    int from = Math.min(exist.size(), (page - 1) * SIZE);
    List<Insight> some = exist.subList(from, Math.min(exist.size(), from + SIZE));
    List<Insight> sorted = some.stream().sorted(INSIGHTS.order()).toList();
    boolean hasNext = page * SIZE < exist.size();
    var kept = new ListPage<>(sorted, some.size(), hasNext, exist.size());
    lists.put(INSIGHTS, page, kept, now);
  }

  private ListResult.KnownRows<Insight> known(int first, ListQuery.@Nullable RowPosition after) {
    for (int turn = 0; turn < 20; turn++) {
      switch (rows(first, after)) {
        case ListResult.KnownRows<Insight> known -> {
          return known;
        }
        case ListResult.MissingPages<Insight>(var pages, _, _, _) -> pages.forEach(this::read);
      }
    }
    throw new AssertionError("still missing");
  }

  /// All rows, page by page; `between` happens after each.
  private List<Insight> walk(int first, Runnable between) {
    List<Insight> rows = new ArrayList<>();
    ListQuery.RowPosition after = null;
    boolean hasNext = true;
    while (hasNext) {
      ListResult.KnownRows<Insight> page = known(first, after);
      rows.addAll(page.rows());
      hasNext = page.hasNext();
      if (page.rows().isEmpty()) { // rows that had come before were pushed to the last page
        assertThat(hasNext).isFalse();
        return rows;
      }
      ListQuery<Insight> query = new ListQuery<>(INSIGHTS, first, after, false);
      after = CursorCodec.read(CursorCodec.of(page.position(query, page.rows().size() - 1)));
      between.run();
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void rowsOfCachedPagesAreInOrder(int seed) {
    random = new Random(seed);
    fill();
    for (int page = 1; page <= exist.size() / SIZE + 1; page++) {
      read(page);
    }
    List<Insight> sorted = exist.stream().sorted(INSIGHTS.order()).toList();
    for (int first : List.of(1, 3, 7, 50)) {
      assertThat(walk(first, () -> {})).isEqualTo(sorted);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void noneIsLostOrRepeatedWhateverIsReadInBetween(int seed) {
    random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      clear();
      fill();
      List<Insight> all = List.copyOf(exist);
      List<Insight> walked =
          walk(
              List.of(1, 2, 3, 5, 7, 10).get(random.nextInt(6)),
              () -> {
                if (random.nextInt(3) == 0) {
                  lists.entries.keySet().removeIf(_ -> random.nextBoolean());
                }
              });
      assertThat(walked).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
      assertThat(walked)
          .isSortedAccordingTo((one, other) -> other.created().compareTo(one.created()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void rowsThatArriveOnTopNeitherShiftNorRepeatTies(int seed) {
    random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      clear();
      fill();
      List<Insight> all = List.copyOf(exist);
      List<OffsetDateTime> moments = new ArrayList<>(List.of(NEWEST));
      List<Insight> walked =
          walk(
              List.of(2, 3, 5, 7, 10).get(random.nextInt(5)),
              () -> {
                if (random.nextInt(3) == 0) {
                  moments.add(moments.getLast().plusHours(1));
                  exist.addAll(0, tied(moments.getLast(), 1 + random.nextInt(3)));
                  lists.entries.clear();
                }
              });
      assertThat(walked).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
    }
  }
}
