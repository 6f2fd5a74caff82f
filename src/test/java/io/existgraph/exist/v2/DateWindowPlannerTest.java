package io.existgraph.exist.v2;

import static io.existgraph.exist.CachedEntries.TODAY;
import static io.existgraph.exist.CachedEntries.targets;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListResource;
import io.existgraph.exist.CachedEntries;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import io.existgraph.view.UpstreamLists;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DateWindowPlannerTest {
  private static final UpstreamLists LISTS =
      new UpstreamLists() {
        @Override
        public <R> ListResource<R> kept(ListResource<R> list) {
          return ExistV2.upstream(list);
        }
      };

  private final CachedEntries cached = new CachedEntries();
  private final Map<AttributeName, NavigableSet<LocalDate>> missing = new TreeMap<>();
  private Set<AttributeName> guessed = Set.of();

  /// The last days of an attribute are missing.
  private void miss(String name, int days) {
    missing.put(
        new AttributeName(name),
        IntStream.range(0, days)
            .mapToObj(TODAY::minusDays)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private List<String> cheapest() {
    CacheView view = cached.view(LISTS);
    AttributePages pages = new AttributePages(view);
    return targets(new DateWindowPlanner(view, pages, guessed).cheapest(missing));
  }

  private static String window(String date, String names) {
    return "attributes/with-values/?attributes=" + names + "&date_max=" + date + "&days=31";
  }

  @Test
  void nothingMissingTakesNothing() {
    assertThat(cheapest()).isEmpty();
  }

  @Test
  void attributesShareAWindow() {
    miss("a", 31);
    miss("b", 5);
    assertThat(cheapest()).containsExactly(window("2026-11-24", "a,b"));
  }

  @Test
  void aWindowHasOnlyTheAttributesThatMissDaysInIt() {
    miss("a", 40);
    miss("b", 40);
    miss("c", 1);
    assertThat(cheapest())
        .containsExactly(window("2026-11-24", "a,b,c"), window("2026-10-24", "a,b"));
  }

  @Test
  void aLongRangeIsPagedThrough() {
    miss("a", 100);
    assertThat(cheapest()).containsExactly("attributes/values/?attribute=a&date_max=2026-11-24");
  }

  @Test
  void aLongRangeIsPagedThroughAndTheOthersShareAWindow() {
    miss("a", 100);
    miss("b", 31);
    miss("c", 31);
    assertThat(cheapest())
        .containsExactly(
            "attributes/values/?attribute=a&date_max=2026-11-24", window("2026-11-24", "b,c"));
  }

  @Test
  void anAttributeThatMayNotExistOrIsNotPagedTakesWindows() {
    miss("a", 62);
    guessed = Set.of(new AttributeName("a"));
    assertThat(cheapest()).containsExactly(window("2026-11-24", "a"), window("2026-10-24", "a"));
    guessed = Set.of();
    cached.with(new CacheKey.UnpagedAttribute(new AttributeName("a")), true);
    assertThat(cheapest()).containsExactly(window("2026-11-24", "a"), window("2026-10-24", "a"));
  }

  @Test
  void moreThanHalfOfAllAttributesTakeAWindowOfAll() {
    cached.withAttributes(1, 3, "a", "b", "c");
    miss("a", 3);
    assertThat(cheapest()).containsExactly(window("2026-11-24", "a"));
    miss("b", 3);
    assertThat(cheapest()).containsExactly("attributes/with-values/?date_max=2026-11-24&days=31");
  }

  @Test
  void aWindowHasAtMostAHundredAttributes() {
    IntStream.range(0, 101).forEach(number -> miss("a" + number, 1));
    assertThat(cheapest()).hasSize(2);
  }
}
