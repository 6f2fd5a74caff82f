package io.existgraph.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The rows of a page, all of them and by attribute.
class ListPageTest {
  private static final AttributeName STEPS = new AttributeName("steps");
  private static final AttributeName MOOD = new AttributeName("mood");
  private static final AttributeName SLEEP = new AttributeName("sleep");

  private static Correlation correlation(AttributeName one, @Nullable AttributeName two) {
    LocalDate date = LocalDate.parse("2026-11-24");
    var details = new Correlation.CorrelationDetails(null, null, null, null, null, null, null);
    return new Correlation(date, 7, one, two, 0.5, null, null, null, null, null, details);
  }

  private static ListPage<Correlation> page(Correlation... rows) {
    return new ListPage<>(List.of(rows), rows.length, false, null);
  }

  @Test
  void rowsAreFoundByEitherAttributeInTheirOrder() {
    Correlation first = correlation(STEPS, MOOD);
    Correlation second = correlation(MOOD, null);
    Correlation third = correlation(MOOD, STEPS);
    ListPage<Correlation> page = page(first, second, third);

    assertThat(page.about(STEPS)).containsExactly(first, third);
    assertThat(page.about(MOOD)).containsExactly(first, second, third);
    assertThat(page.about(SLEEP)).isEmpty();
  }

  @Test
  void aRowAboutOneAttributeTwiceIsFoundOnce() {
    Correlation row = correlation(STEPS, STEPS);

    assertThat(page(row).about(STEPS)).containsExactly(row);
  }

  @Test
  void pagesAreEqualWhetherOrNotTheyWereSearched() {
    ListPage<Correlation> searched = page(correlation(STEPS, MOOD));
    assertThat(searched.about(MOOD)).hasSize(1);

    assertThat(searched).isEqualTo(page(correlation(STEPS, MOOD)));
    assertThat(searched.rows()).isEqualTo(List.of(correlation(STEPS, MOOD)));
  }
}
