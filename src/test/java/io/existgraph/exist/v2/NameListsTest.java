package io.existgraph.exist.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.model.AttributeName;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriUtils;

class NameListsTest {
  private static List<AttributeName> names(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> new AttributeName("t" + "x".repeat(length - 4) + (100 + i)))
        .toList();
  }

  @Test
  void listsAreCutByTheirNumberOfNames() {
    assertThat(NameLists.of(names(250, 8), 100))
        .extracting(List::size)
        .containsExactly(100, 100, 50);
    assertThat(NameLists.of(List.of(), 100)).isEmpty();
  }

  @Test
  void noRequestLineIsLongerThanAWebServerTakes() {
    for (int length : new int[] {8, 35, 60, 100}) {
      List<AttributeName> all = names(200, length);
      List<List<AttributeName>> lists = NameLists.of(all, 100);
      assertThat(lists.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
      for (List<AttributeName> some : lists) {
        String target = V2Endpoints.window(LocalDate.parse("2026-11-24"), some).target();
        assertThat(UriUtils.encodeQuery(target, java.nio.charset.StandardCharsets.UTF_8))
            .hasSizeLessThanOrEqualTo(NameLists.MAX_TARGET_LENGTH);
      }
    }
  }
}
